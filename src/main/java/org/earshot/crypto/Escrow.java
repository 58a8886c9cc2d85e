package org.earshot.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shares for the day on which both key directories are gone: each key once more, sealed by HPKE to
/// its day's public key of somebody outside.
///
/// ```
/// RECORDING-2026-11-29.share    10 bytes of the day it is sealed to, then the HPKE message
/// ```
///
/// The share of a key is destroyed with it; copies of it elsewhere die when its holder moves the
/// [EscrowKey] on. Without an escrow nothing is shared.
final class Escrow {

    private static final Logger LOG = LoggerFactory.getLogger(Escrow.class);
    private static final String SHARE = ".share";
    private static final int DAY_LENGTH = 10;

    private final KeyFiles shares;
    private final EscrowKey.Public keys;

    private Escrow(KeyFiles shares, EscrowKey.Public keys) {
        this.shares = shares;
        this.keys = keys;
    }

    /// @throws KeysUnavailable when the public keys cannot be read
    static Escrow open(KeyPlaces.EscrowPlaces places) {
        try {
            var keys = EscrowKey.Public.read(Files.readString(places.publicKeys()));
            return new Escrow(KeyFiles.in(places.shares()), keys);
        } catch (IOException | IllegalArgumentException unusable) {
            throw new KeysUnavailable(
                    "The public keys of the escrow in "
                            + places.publicKeys()
                            + " cannot be used: "
                            + unusable.getMessage()
                            + "; correct keys.escrow-public-keys",
                    unusable);
        }
    }

    /// A bucket's share is for its day, that of a key without a day for the last one of all.
    ///
    /// @return whether there is a share now
    boolean share(String name, byte[] key) {
        LocalDate day = dayOf(name);
        if (!keys.reaches(day)) {
            LOG.error("The key {} has no share: the escrow's keys end on {}", name, keys.last());
            return false;
        }
        try {
            shares.make();
            byte[] share =
                    new Bytes.Writer()
                            .raw(day.toString().getBytes(StandardCharsets.US_ASCII))
                            .raw(Hpke.seal(keys.of(day), info(name), key))
                            .toByteArray();
            var _ = shares.createOrRead(name + SHARE, share);
            return true;
        } catch (KeysUnavailable away) {
            LOG.error("The key {} has no share: {}", name, away.getMessage());
            return false;
        }
    }

    boolean has(String name) {
        return shares.exists(name + SHARE);
    }

    /// @throws KeysUnavailable when the shares cannot be reached
    void shred(String name) {
        shares.requireThere();
        shares.shred(name + SHARE);
    }

    /// What `key` opens of the shares in a directory.
    static Map<String, byte[]> recover(Path directory, EscrowKey key) {
        KeyFiles shares = KeyFiles.in(directory);
        var found = new TreeMap<String, byte[]>();
        for (String name : shares.names(SHARE)) {
            byte[] share = shares.read(name + SHARE).orElseThrow();
            try {
                found.put(name, open(name, share, key));
            } catch (TamperedException | IllegalArgumentException | DateTimeException shut) {
                LOG.warn("The share {} does not open: {}", name, shut.getMessage());
            }
        }
        return found;
    }

    private static byte[] open(String name, byte[] share, EscrowKey key) {
        if (share.length < DAY_LENGTH) {
            throw new TamperedException("A share ends too early");
        }
        var day = LocalDate.parse(new String(share, 0, DAY_LENGTH, StandardCharsets.US_ASCII));
        byte[] sealed = java.util.Arrays.copyOfRange(share, DAY_LENGTH, share.length);
        return key.open(day, info(name), sealed);
    }

    private LocalDate dayOf(String name) {
        return isBucket(name) ? Bucket.parse(name).destroyOn() : keys.last();
    }

    static boolean isBucket(String name) {
        return Character.isUpperCase(name.charAt(0));
    }

    private static byte[] info(String name) {
        return Aad.lengthPrefixed(List.of("earshot escrow v1", name));
    }
}
