package org.earshot.site;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One Asterisk instance, as rendered from `asterisk-conf/`. Keys: `asterisk.*`.
///
/// @param name of the instance, letters and digits; also names its directory in memory
/// @param directory where everything of the instance is written
/// @param adapter how calls are handed to the core
/// @param sipHost the address SIP and RTP are bound to; 127.0.0.1 lets only this machine call.
///   Behind a shield SIP stays on the machine
/// @param trunk addresses and networks that may call, as `192.0.2.7` or `192.0.2.0/24`
/// @param awayPrompts played when the core is away, one after the other (one per language)
/// @param thanksPrompts played after a message was left
/// @param patienceSeconds how long a new call hears it ring while the core is away, before it is
///   answered without the core
/// @param shield the address of the number shield's inner side; it is then the only trunk, and From
///   holds the caller's token. Empty: there is none, and every caller is anonymous
public record AsteriskSettings(
        String name,
        Path directory,
        Adapter adapter,
        String sipHost,
        List<String> trunk,
        AsteriskPorts ports,
        AsteriskSecrets secrets,
        List<Path> awayPrompts,
        List<Path> thanksPrompts,
        int patienceSeconds,
        Optional<String> shield) {

    /// A core that died is restarted and connected again within about three seconds.
    public static final int PATIENCE_SECONDS = 6;

    /// How the core controls a call.
    public enum Adapter {
        /// Asterisk's REST interface: the default.
        ARI,
        /// FastAGI: for sites that know it.
        AGI
    }

    public AsteriskSettings {
        if (!name.matches("[a-z0-9]{1,32}")) {
            throw new IllegalArgumentException(
                    "asterisk.name must be 1 to 32 small letters or digits, got " + name);
        }
        if (trunk.isEmpty()) {
            throw new IllegalArgumentException(
                    "asterisk.trunk must name at least one address, or nobody can call");
        }
        if (patienceSeconds < 0 || patienceSeconds > 60) {
            throw new IllegalArgumentException(
                    "asterisk.patience-seconds must be 0..60, got " + patienceSeconds);
        }
        directory = directory.toAbsolutePath().normalize();
        trunk = List.copyOf(trunk);
        awayPrompts = List.copyOf(awayPrompts);
        thanksPrompts = List.copyOf(thanksPrompts);
    }

    /// This machine only, free ports, new secrets.
    public static AsteriskSettings local(String name, Path directory, Adapter adapter) {
        String host = "127.0.0.1";
        return new AsteriskSettings(
                name,
                directory,
                adapter,
                host,
                thisMachine(),
                AsteriskPorts.findFree(host),
                AsteriskSecrets.generate(),
                List.of(),
                List.of(),
                PATIENCE_SECONDS,
                Optional.empty());
    }

    /// @param address of the number shield's inner side, without port
    public AsteriskSettings withShield(String address) {
        return new AsteriskSettings(
                name,
                directory,
                adapter,
                sipHost,
                trunk,
                ports,
                secrets,
                awayPrompts,
                thanksPrompts,
                patienceSeconds,
                Optional.of(address));
    }

    String boundSipHost() {
        return shield.orElse(sipHost);
    }

    public AsteriskSettings withPrompts(List<Path> away, List<Path> thanks) {
        return new AsteriskSettings(
                name,
                directory,
                adapter,
                sipHost,
                trunk,
                ports,
                secrets,
                away,
                thanks,
                patienceSeconds,
                shield);
    }

    public AsteriskSettings withSipPort(int port) {
        return new AsteriskSettings(
                name,
                directory,
                adapter,
                sipHost,
                trunk,
                ports.withSip(port),
                secrets,
                awayPrompts,
                thanksPrompts,
                patienceSeconds,
                shield);
    }

    public AsteriskSettings withPatienceSeconds(int seconds) {
        return new AsteriskSettings(
                name,
                directory,
                adapter,
                sipHost,
                trunk,
                ports,
                secrets,
                awayPrompts,
                thanksPrompts,
                seconds,
                shield);
    }

    /// Loopback and the machine's own addresses: any phone or SIPp on this machine may call.
    public static List<String> thisMachine() {
        try {
            return Stream.concat(
                            Stream.of("127.0.0.0/8"),
                            NetworkInterface.networkInterfaces()
                                    .flatMap(NetworkInterface::inetAddresses)
                                    .filter(Inet4Address.class::isInstance)
                                    .filter(address -> !address.isLoopbackAddress())
                                    .map(InetAddress::getHostAddress))
                    .distinct()
                    .toList();
        } catch (SocketException unknown) {
            return List.of("127.0.0.0/8");
        }
    }

    /// Where messages wait that were left while the core was away: memory, never a disk.
    public Path awayDirectory() {
        return awayDirectory(name);
    }

    static Path awayDirectory(String name) {
        return Path.of("/dev/shm", "earshot-" + name);
    }

    /// As Asterisk's `Playback` wants it: no extension, joined by `&`. It hangs up when it gets
    /// nothing at all, so without prompts there is a beep.
    static String playable(List<Path> prompts) {
        if (prompts.isEmpty()) {
            return "beep";
        }
        return prompts.stream()
                .map(prompt -> prompt.toAbsolutePath().toString().replaceFirst("\\.wav$", ""))
                .collect(Collectors.joining("&"));
    }
}
