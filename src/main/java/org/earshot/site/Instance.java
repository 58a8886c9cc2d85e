package org.earshot.site;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.earshot.site.Ports.Protocol;

/// What one installation keeps for itself in `instance.json`: ports, so that its addresses stay the
/// same, and secrets. May be edited while Earshot does not run.
///
/// @param name tells installations on one machine apart
/// @param asterisk its ports
/// @param secrets Asterisk's passwords
/// @param shield its ports
/// @param postgresPort on 127.0.0.1
/// @param postgresPassword of the user `earshot`
/// @param apiPort of the core's HTTP interface
/// @param witnessPort TCP on 127.0.0.1, of the witness of the log of acts
/// @param messagePort UDP on 127.0.0.1, where the shield hands the core short messages
public record Instance(
        String name,
        AsteriskPorts asterisk,
        AsteriskSecrets secrets,
        ShieldPorts shield,
        int postgresPort,
        String postgresPassword,
        int apiPort,
        int witnessPort,
        int messagePort) {

    static Instance generate() {
        String loopback = "127.0.0.1";
        AsteriskPorts asterisk = AsteriskPorts.findFree(loopback);
        List<Integer> taken =
                List.of(asterisk.http(), asterisk.ami(), asterisk.agi(), asterisk.media());
        List<Integer> free =
                Ports.findFree(Protocol.TCP, loopback, 7).stream()
                        .filter(port -> !taken.contains(port))
                        .toList();
        return new Instance(
                newName(),
                asterisk,
                AsteriskSecrets.generate(),
                ShieldPorts.findFree(),
                free.get(0),
                AsteriskSecrets.secret(),
                free.get(1),
                free.get(2),
                newMessagePort());
    }

    static int newWitnessPort() {
        return Ports.findFree(Protocol.TCP, "127.0.0.1", 1).getFirst();
    }

    static int newMessagePort() {
        return Ports.findFree(Protocol.UDP, "127.0.0.1");
    }

    /// @param directory of the installation
    /// @param binaries the cache for PostgreSQL's programs
    PostgresSettings postgres(Path directory, Path binaries) {
        return new PostgresSettings(
                directory.resolve("postgres"), binaries, postgresPort, postgresPassword);
    }

    /// Never the secrets.
    @Override
    public String toString() {
        return "Instance[" + name + "]";
    }

    private static String newName() {
        byte[] bytes = new byte[4];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
