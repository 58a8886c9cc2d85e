package org.earshot.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earshot.shield.ShieldSettings;
import org.earshot.site.AsteriskSettings;
import org.earshot.site.ChildProcess;
import org.earshot.site.DataDirectory;
import org.earshot.site.Ports;
import org.earshot.site.ProgramService;
import org.earshot.site.SiteFault;

/// The number shield of a one-machine installation, between whoever calls and Asterisk.
final class ShieldService {

    /// Asterisk's side stays on the machine.
    static final String INNER = "127.0.0.1";

    /// Enough for the first compiler, which is the only one here.
    private static final int WARM_UP_CALLS = 150;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private ShieldService() {}

    /// @param sip where calls arrive
    static ProgramService of(
            Places places, DataDirectory data, Settings settings, InetSocketAddress sip) {
        Path config = write(data, settings, sip);
        String host = sip.getHostString();
        String remedy = "with --sip-port, or site.sip-port in earshot.yaml.";
        Ports.requireFree("SIP", Ports.Protocol.UDP, host, sip.getPort(), remedy);
        Ports.requireFree("SIP", Ports.Protocol.TCP, host, sip.getPort(), remedy);
        List<String> command =
                ChildCommand.of(
                        List.of(
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "-Dio.netty.leakDetection.level=disabled"),
                        places.cache(),
                        "shield",
                        "--data",
                        places.data().toString(),
                        "--config",
                        config.toString(),
                        "--json");
        return new ProgramService(
                "the number shield",
                new ChildProcess.Spec(
                        command,
                        data.log().resolve("shield.pid"),
                        "TERM",
                        Duration.ofSeconds(5),
                        Redirect.PIPE,
                        Redirect.appendTo(data.log().resolve("shield.log").toFile()),
                        Map.of("EARSHOT_LOG_LEVEL", "INFO")),
                line -> line.startsWith("{\"ready\":"),
                line -> {},
                PATIENCE);
    }

    /// Addresses are the site's business; what else a shield can be told lies in the same file of
    /// its own directory and is kept.
    private static Path write(DataDirectory data, Settings settings, InetSocketAddress sip) {
        Path file = ShieldSettings.fileOf(data.root());
        try {
            Files.createDirectories(file.getParent());
            ObjectNode config =
                    Files.exists(file)
                            ? (ObjectNode) JSON.readTree(Files.readString(file))
                            : JSON.createObjectNode();
            addresses(config, data, settings, sip);
            Files.writeString(file, config.toPrettyString() + "\n");
            return file;
        } catch (IOException | ClassCastException unusable) {
            throw new SiteFault(
                    "'%s' cannot be used: %s; put it right or remove it, it is then written anew."
                            .formatted(file, unusable.getMessage()),
                    unusable);
        }
    }

    private static void addresses(
            ObjectNode config, DataDirectory data, Settings settings, InetSocketAddress sip) {
        var ports = data.instance().shield();
        String at = sip.getHostString() + ":" + sip.getPort();
        List<String> neighbours = new ArrayList<>(AsteriskSettings.thisMachine());
        neighbours.addAll(settings.site().trunk());
        ObjectNode outer = config.withObjectProperty("outer");
        set(outer, "listen", List.of("udp:" + at, "tcp:" + at));
        set(outer, "peers", List.of(settings.site().carrier()));
        set(outer, "allowed", neighbours);
        if (!config.has("warm-up-calls")) {
            config.put("warm-up-calls", WARM_UP_CALLS);
        }
        config.put("messages", "udp:" + INNER + ":" + data.instance().messagePort());
        config.put("api", INNER + ":" + ports.api());
        ObjectNode inner = config.withObjectProperty("inner");
        set(inner, "listen", List.of("udp:" + INNER + ":" + ports.inner()));
        set(inner, "peers", List.of("udp:" + INNER + ":" + data.instance().asterisk().sip()));
        set(inner, "allowed", List.of(INNER + "/32"));
    }

    private static void set(ObjectNode into, String key, List<String> values) {
        var array = into.putArray(key);
        values.forEach(array::add);
    }
}
