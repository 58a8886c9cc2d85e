package org.earshot.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.earshot.shield.DialPermission;
import org.earshot.shield.DialRules;
import org.earshot.shield.EpochKeystore;
import org.earshot.shield.KeyReport;
import org.earshot.shield.KeyTimer;
import org.earshot.shield.Recognition;
import org.earshot.shield.ShieldIdentities;
import org.earshot.shield.ShieldServer;
import org.earshot.shield.ShieldSettings;
import org.earshot.shield.ShieldState;
import org.earshot.shield.ShieldUnusable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot shield`: started by `up` and `demo`; by hand or by systemd on an edge host of its own.
@Command(
        name = "shield",
        mixinStandardHelpOptions = true,
        description =
                "Stands between carrier and Asterisk and lets no real number in. 'up' starts it for you.",
        footer = {
            "",
            "What opens the keystore is in the settings: passphrase-file, pkcs11 (a key in",
            "a hardware module; its PIN from a file or from EARSHOT_PKCS11_PIN), or else",
            "the key file beside it.",
            "",
            "Example:",
            "  ./earshot shield --data /var/lib/earshot --json"
        })
final class ShieldCommand implements Callable<Integer> {

    /// EX_SOFTWARE of sysexits.h: the supervisor starts a new one.
    private static final int NOT_ANSWERING = 70;

    private static final DialPermission.Verdict NOBODY =
            new DialPermission.Verdict(false, "nobody can be reached by this token");

    @Mixin private Places places = new Places();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings, JSON or YAML (default: DATA/shield/shield.json).")
    private @Nullable Path config;

    @Option(
            names = "--json",
            description = "Print one line of JSON once both sides are listened on.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Path file = config == null ? ShieldSettings.fileOf(places.data()) : config;
        try {
            return serve(ShieldSettings.read(file));
        } catch (ShieldUnusable unusable) {
            throw new Complaint(String.valueOf(unusable.getMessage()));
        }
    }

    private int serve(ShieldSettings settings) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        EpochKeystore keystore = EpochKeystore.open(settings.keys(places.data()), clock);
        ShieldDirectory directory = ShieldDirectory.in(places.data());
        ShieldVault vault =
                directory.hasVault() ? ShieldVault.open(directory, keystore.vault(), clock) : null;
        Recognition enrolled = vault == null ? Recognition.NOBODY : vault.recognition();
        var keys = new KeyTimer(keystore);
        var server =
                ShieldServer.start(
                        settings,
                        keystore,
                        enrolled,
                        clock,
                        () -> Runtime.getRuntime().halt(NOT_ANSWERING));
        if (vault != null && !settings.api().isEmpty()) {
            serveApi(vault, settings, keystore, keys, server);
        }
        var end = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            server.close();
                            keys.close();
                            if (vault != null) {
                                vault.close();
                            }
                            end.countDown();
                        }));
        say(settings, keystore.report());
        end.await();
        return 0;
    }

    private static void serveApi(
            ShieldVault vault,
            ShieldSettings settings,
            EpochKeystore keystore,
            KeyTimer keys,
            ShieldServer server) {
        var identities = new ShieldIdentities(keystore, vault.recognition());
        var rules = new DialRules(settings.dial().limits(), InstantSource.system());
        try {
            vault.serve(
                    Integer.parseInt(settings.api().substring(settings.api().lastIndexOf(':') + 1)),
                    identities::outward,
                    token -> identities.outward(token).map(rules::verdict).orElse(NOBODY),
                    () -> ShieldState.of(keystore.report(), keys.trouble(), server.counters()));
        } catch (IOException taken) {
            throw new Complaint("The shield's API: " + taken.getMessage());
        }
    }

    private void say(ShieldSettings settings, KeyReport keys) {
        if (json) {
            Output.json(ready(settings, keys));
        } else {
            Output.text("The shield listens on " + settings.outer().listen() + ".");
        }
    }

    private static Map<String, Object> ready(ShieldSettings settings, KeyReport keys) {
        var ready = new LinkedHashMap<String, Object>();
        ready.put("ready", true);
        ready.put("outer", settings.outer().listen());
        ready.put("inner", settings.inner().listen());
        ready.put("pid", ProcessHandle.current().pid());
        ready.put("clockHeld", keys.clockHeld());
        ready.put("overdue", keys.overdue());
        return ready;
    }
}
