package org.earshot.shield;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// One line of the [UnmaskLog]: the hash in hexadecimal, a blank, and what it tells as JSON. The
/// hash is SHA-256 of the hash before and of the JSON, so `sha256sum` can check it.
///
/// @param number counts from 1
/// @param at in UTC
public record UnmaskEntry(long number, String at, Act act, SortedMap<String, String> details) {

    /// What an entry tells of.
    public enum Act {
        PERSON_ADDED,
        PERSON_REMOVED,
        REQUESTED,
        APPROVED,
        RELEASED
    }

    /// What stands before the first entry.
    static final byte[] BEGIN = new byte[32];

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int HASH_DIGITS = 64;

    public UnmaskEntry {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    UnmaskEntry(long number, String at, Act act, Map<String, String> details) {
        this(number, at, act, new TreeMap<>(details));
    }

    @SuppressWarnings("ArrayRecordComponent") // passed on at once
    record Chained(UnmaskEntry entry, byte[] hash) {}

    /// With its line end.
    byte[] line(byte[] before) {
        try {
            byte[] json = JSON.writeValueAsBytes(this);
            byte[] hash =
                    HexFormat.of()
                            .formatHex(hash(before, json))
                            .getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(hash.length + json.length + 2)
                    .put(hash)
                    .put((byte) ' ')
                    .put(json)
                    .put((byte) '\n')
                    .array();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an entry cannot be written as JSON", impossible);
        }
    }

    /// @throws UnmaskLogUnusable when it does not follow `before`
    static Chained parse(ByteBuffer line, byte[] before, long number) {
        var bytes = new byte[line.remaining()];
        line.get(bytes);
        if (bytes.length > HASH_DIGITS + 1) {
            var json = Arrays.copyOfRange(bytes, HASH_DIGITS + 1, bytes.length);
            byte[] hash = hash(before, json);
            var said = new String(bytes, 0, HASH_DIGITS + 1, StandardCharsets.ISO_8859_1);
            if (said.equals(HexFormat.of().formatHex(hash) + " ")) {
                return new Chained(read(json, number), hash);
            }
        }
        throw new UnmaskLogUnusable("was altered at line " + number, null);
    }

    private static UnmaskEntry read(byte[] json, long number) {
        try {
            var entry = JSON.readValue(json, UnmaskEntry.class);
            if (entry.number() == number) {
                return entry;
            }
        } catch (IOException unreadable) {
            throw new UnmaskLogUnusable("cannot be understood at line " + number, unreadable);
        }
        throw new UnmaskLogUnusable("counts wrongly at line " + number, null);
    }

    private static byte[] hash(byte[] before, byte[] json) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return digest.digest(json);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
        }
    }
}
