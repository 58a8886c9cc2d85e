package org.earshot.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.earshot.crypto.Ed25519;
import org.earshot.crypto.Ed25519Keys;

/// What a backup consists of: one line of JSON, one line with its Ed25519 signature. Nothing in it
/// is secret.
///
/// @param wrappedKey of the backup's data key, in base64
/// @param startLsn from which the write-ahead log is needed
/// @param stopLsn up to which it is
/// @param label goes into the restored cluster as `backup_label`
/// @param before rows of each table when it began
/// @param after rows of each table when it was done
/// @param logSize leaves of the log of acts when it began
/// @param logRoot their root, in base64
record Manifest(
        String id,
        String startedAt,
        String finishedAt,
        String wrappedKey,
        String system,
        int timeline,
        long startLsn,
        long stopLsn,
        String label,
        List<Part> parts,
        Map<String, Long> before,
        Map<String, Long> after,
        long logSize,
        String logRoot) {

    /// One sealed file of it.
    record Part(String name, long size, String sha256) {}

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    String sign(Ed25519Keys keys) {
        try {
            String line = JSON.writeValueAsString(this);
            byte[] signature = keys.sign(line.getBytes(StandardCharsets.UTF_8));
            return line + "\n" + Base64.getEncoder().encodeToString(signature) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a manifest cannot be written", impossible);
        }
    }

    /// @throws BackupFailed when it was altered, or is not signed by this key
    static Manifest read(byte[] bytes, byte[] publicKey) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String[] lines = text.split("\n", -1);
        try {
            if (lines.length == 3 && lines[2].isEmpty()) {
                byte[] signature = Base64.getDecoder().decode(lines[1]);
                boolean canonical = Base64.getEncoder().encodeToString(signature).equals(lines[1]);
                byte[] line = lines[0].getBytes(StandardCharsets.UTF_8);
                if (canonical && Ed25519.verifies(publicKey, line, signature)) {
                    return JSON.readValue(lines[0], Manifest.class);
                }
            }
        } catch (IllegalArgumentException | JsonProcessingException _) {
            // said below
        }
        throw new BackupFailed(
                "The manifest of the backup was altered or signed by another installation; use"
                        + " another backup, or the second copy");
    }
}
