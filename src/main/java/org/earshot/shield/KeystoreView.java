package org.earshot.shield;

import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.crypto.SteadyClock;

/// A keystore as it is, without changing it: what `earshot shield-keys list` and auditors use.
public final class KeystoreView {

    private final KeyRing ring;
    private final KeyReport report;
    private final CertificateFolder certificates;

    private KeystoreView(KeyRing ring, KeyReport report, CertificateFolder certificates) {
        this.ring = ring;
        this.report = report;
        this.certificates = certificates;
    }

    /// Empty when there is no keystore yet.
    ///
    /// @throws KeysUnavailable when it cannot be read or does not open
    public static Optional<KeystoreView> of(KeySettings settings, InstantSource wall) {
        return of(settings, SteadyClock.ofThisMachine(wall));
    }

    static Optional<KeystoreView> of(KeySettings settings, SteadyClock clock) {
        if (!Files.exists(settings.keystore())) {
            return Optional.empty();
        }
        var reading = clock.read();
        return EpochKeystore.file(settings)
                .read()
                .map(KeyRingForm::read)
                .map(ring -> {
                    var witness = ring.clock().observe(reading);
                    var today = EpochKeystore.day(witness.time(reading));
                    var report = KeyReport.of(ring, today, witness.isHeld());
                    return new KeystoreView(ring, report, CertificateFolder.of(settings));
                });
    }

    public KeyReport report() {
        return report;
    }

    /// Every destruction this keystore remembers, and whether its certificate holds.
    public List<Check> checks() {
        var tokens = new CallerTokens(() -> ring);
        return ring.destroyed().stream().map(grave -> check(grave, tokens)).toList();
    }

    private Check check(Tombstone grave, CallerTokens tokens) {
        Optional<String> text = certificates.read(grave);
        boolean signed =
                text.flatMap(Certificate::parse)
                        .filter(read -> read.tombstone().equals(grave))
                        .filter(read -> read.isSignedBy(ring.signer().publicKey()))
                        .isPresent();
        return new Check(
                grave.day().toString(),
                Certificate.fileName(grave),
                text.orElse(""),
                signed,
                tokens.refuses(grave));
    }

    /// @param text empty when the file is missing
    /// @param signed the file is there, unaltered, and signed by this keystore's key
    /// @param refused the probe in it does not open
    public record Check(String day, String file, String text, boolean signed, boolean refused) {

        public boolean holds() {
            return signed && refused;
        }
    }
}
