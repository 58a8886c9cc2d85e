package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.earshot.crypto.Ed25519;
import org.earshot.crypto.Ed25519Keys;

/// A written and signed statement that an epoch's key was destroyed: plain text, the signature over
/// every byte before its line.
///
/// @param signedBy the Ed25519 public key, 32 bytes
record Certificate(Tombstone tombstone, byte[] signedBy, byte[] signature) {

    private static final String TITLE = "Earshot: certificate of destruction, version 1\n";
    private static final String SIGNATURE = "signature: ";

    static Certificate of(Tombstone tombstone, Ed25519Keys signer) {
        byte[] publicKey = signer.publicKey();
        return new Certificate(
                tombstone, publicKey, signer.sign(utf8(statement(tombstone, publicKey))));
    }

    static String fileName(Tombstone tombstone) {
        return "epoch-%s-%d.txt".formatted(tombstone.day(), tombstone.serial());
    }

    String text() {
        return statement(tombstone, signedBy) + SIGNATURE + base64(signature) + "\n";
    }

    boolean isSignedBy(byte[] publicKey) {
        return MessageDigest.isEqual(publicKey, signedBy)
                && Ed25519.verifies(publicKey, utf8(statement(tombstone, signedBy)), signature);
    }

    /// Empty when it is not the text of a certificate, byte for byte.
    static Optional<Certificate> parse(String text) {
        var fields = new LinkedHashMap<String, String>();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        try {
            return Optional.of(read(fields)).filter(read -> read.text().equals(text));
        } catch (NullPointerException | IllegalArgumentException | DateTimeParseException _) {
            return Optional.empty();
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
        }
    }

    private static Certificate read(Map<String, String> fields) {
        var tombstone =
                new Tombstone(
                        Integer.parseInt(field(fields, "serial")),
                        LocalDate.parse(field(fields, "epoch")),
                        Instant.parse(field(fields, "destroyed-at")),
                        Tombstone.Reason.valueOf(field(fields, "reason").toUpperCase(Locale.ROOT)),
                        field(fields, "commitment-sha256"),
                        field(fields, "probe"));
        return new Certificate(
                tombstone,
                Base64.getDecoder().decode(field(fields, "signed-by")),
                Base64.getDecoder().decode(field(fields, "signature")));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static String statement(Tombstone tombstone, byte[] publicKey) {
        return TITLE
                + "what: the identity key of one day; no token of it can be opened any more\n"
                + "epoch: "
                + tombstone.day()
                + "\nserial: "
                + tombstone.serial()
                + "\ndestroyed-at: "
                + tombstone.at()
                + "\nreason: "
                + tombstone.reason().name().toLowerCase(Locale.ROOT)
                + "\ncommitment-sha256: "
                + tombstone.commitmentSha256()
                + "\nprobe: "
                + tombstone.probe()
                + "\nverified: the keystore was read back from the disk and refused the probe\n"
                + "signed-by: "
                + base64(publicKey)
                + "\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
