package org.earshot.crypto;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;

/// What the holder of the escrow keeps: a key for each day from one day on, each derived from the
/// one before and not the other way round.
///
/// ```
/// state(d + 1) = HKDF-Expand(state(d), "earshot escrow next v1")
/// key(d)       = HKDF-Expand(state(d), "earshot escrow key v1")     X25519
/// ```
///
/// A share for a key that dies on day d is sealed to key(d). Moved on to a later day, the state
/// opens no share of an earlier one: this is how the escrow forgets as well.
public final class EscrowKey {

    private static final String HEAD = "earshot escrow key v1";
    private static final String PUBLIC_HEAD = "earshot escrow public keys v1";

    private final LocalDate day;
    private final byte[] state;

    private EscrowKey(LocalDate day, byte[] state) {
        this.day = day;
        this.state = state;
    }

    public static EscrowKey create(LocalDate from) {
        return new EscrowKey(from, Bytes.random(AesGcm.KEY_BYTES));
    }

    /// @throws IllegalArgumentException when it is not what [#write] gave
    public static EscrowKey read(String text) {
        List<String> lines = text.lines().toList();
        try {
            if (lines.size() >= 3 && lines.get(0).equals(HEAD)) {
                byte[] state = HexFormat.of().parseHex(lines.get(2));
                if (state.length == AesGcm.KEY_BYTES) {
                    return new EscrowKey(LocalDate.parse(lines.get(1)), state);
                }
            }
        } catch (IllegalArgumentException | DateTimeParseException _) {
            // said below
        }
        throw new IllegalArgumentException("the file holds no escrow key of this version");
    }

    /// The first day it opens.
    public LocalDate day() {
        return day;
    }

    /// Forgets the days before `later`.
    ///
    /// @throws IllegalArgumentException when `later` is earlier
    public EscrowKey advancedTo(LocalDate later) {
        if (later.isBefore(day)) {
            throw new IllegalArgumentException(
                    "the escrow key begins on " + day + " and cannot go back to " + later);
        }
        byte[] now = state;
        for (LocalDate at = day; at.isBefore(later); at = at.plusDays(1)) {
            now = Kdf.subkey(now, "escrow next v1");
        }
        return new EscrowKey(later, now);
    }

    /// As the holder keeps it.
    public String write() {
        return HEAD + "\n" + day + "\n" + HexFormat.of().formatHex(state) + "\n";
    }

    /// What the hotline gets: nothing in it opens anything.
    public String publicKeys(int days) {
        var text = new StringBuilder(PUBLIC_HEAD + "\n" + day + "\n");
        EscrowKey at = this;
        for (int i = 0; i < days; i++) {
            byte[] key = Hpke.publicKey(at.privateKey());
            text.append(HexFormat.of().formatHex(key)).append('\n');
            at = at.advancedTo(at.day.plusDays(1));
        }
        return text.toString();
    }

    byte[] open(LocalDate sealedTo, byte[] info, byte[] share) {
        return Hpke.open(advancedTo(sealedTo).privateKey(), info, share);
    }

    private byte[] privateKey() {
        return Kdf.subkey(state, "escrow key v1");
    }

    @Override
    public String toString() {
        return "escrow key from " + day + " on";
    }

    /// The public half: one key a day.
    record Public(LocalDate from, List<byte[]> keys) {

        static Public read(String text) {
            List<String> lines = text.lines().toList();
            try {
                if (lines.size() > 2 && lines.get(0).equals(PUBLIC_HEAD)) {
                    return new Public(
                            LocalDate.parse(lines.get(1)),
                            lines.stream().skip(2).map(HexFormat.of()::parseHex).toList());
                }
            } catch (IllegalArgumentException | DateTimeParseException _) {
                // said below
            }
            throw new IllegalArgumentException("the file holds no escrow public keys");
        }

        LocalDate last() {
            return from.plusDays(keys.size() - 1L);
        }

        boolean reaches(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(last());
        }

        byte[] of(LocalDate day) {
            return keys.get((int) (day.toEpochDay() - from.toEpochDay()));
        }
    }
}
