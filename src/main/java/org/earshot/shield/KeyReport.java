package org.earshot.shield;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;

/// What may be shown of the keystore: days (UTC, as ISO 8601 writes them), never keys.
///
/// @param clockHeld the system clock jumped by more than an hour and nothing is destroyed until it
///   agrees again, has run steadily for a day, or a person confirms it
/// @param overdue days whose keys should be gone and are not: an alarm
/// @param signedBy the Ed25519 public key certificates are signed with, hexadecimal
public record KeyReport(
        String today,
        boolean clockHeld,
        List<String> overdue,
        List<Living> living,
        List<Gone> destroyed,
        String signedBy) {

    /// An epoch whose tokens open.
    ///
    /// @param commitmentSha256 names the key; the certificate of its destruction repeats it
    public record Living(int serial, String day, String destroyOn, String commitmentSha256) {}

    /// An epoch whose tokens nobody can open any more.
    public record Gone(int serial, String day, String at, String reason, String certificate) {}

    static KeyReport of(KeyRing ring, LocalDate today, boolean held) {
        return new KeyReport(
                today.toString(),
                held,
                ring.due(today).stream().map(epoch -> epoch.day().toString()).toList(),
                ring.epochs().stream().map(KeyReport::living).toList(),
                ring.destroyed().stream().map(KeyReport::gone).toList(),
                HexFormat.of().formatHex(ring.signer().publicKey()));
    }

    private static Living living(Epoch epoch) {
        return new Living(
                epoch.serial(),
                epoch.day().toString(),
                epoch.destroyOn().toString(),
                Certificate.sha256(epoch.commitment()));
    }

    private static Gone gone(Tombstone tombstone) {
        return new Gone(
                tombstone.serial(),
                tombstone.day().toString(),
                tombstone.at().toString(),
                tombstone.reason().name(),
                Certificate.fileName(tombstone));
    }
}
