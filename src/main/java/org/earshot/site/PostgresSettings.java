package org.earshot.site;

import java.nio.file.Path;
import org.earshot.site.Ports.Protocol;

/// The embedded PostgreSQL.
///
/// @param directory of the cluster; made when it is missing
/// @param binaries where the server's programs are unpacked to, shared by all instances
/// @param port on 127.0.0.1
/// @param password of the core's user, `earshot`
public record PostgresSettings(Path directory, Path binaries, int port, String password) {

    public PostgresSettings {
        directory = directory.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
    }

    /// A free port and a new password.
    public static PostgresSettings fresh(Path directory, Path binaries) {
        return new PostgresSettings(
                directory,
                binaries,
                Ports.findFree(Protocol.TCP, PostgresServer.HOST),
                AsteriskSecrets.secret());
    }

    /// For a cluster that has its passwords already.
    public PostgresSettings withPassword(String other) {
        return new PostgresSettings(directory, binaries, port, other);
    }

    /// Never the password.
    @Override
    public String toString() {
        return "PostgreSQL in " + directory + " at port " + port;
    }
}
