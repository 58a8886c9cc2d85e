package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.earshot.crypto.SivBox;
import org.earshot.sip.SipWriter;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;

/// Identities of one epoch that never ends: tokens of the real length that open again.
final class SealedIdentities implements Identities {

    private final SivBox box = SivBox.of(new byte[32], "test");

    @Override
    public synchronized CallerToken inward(PhoneNumber number) {
        byte[] plain = Arrays.copyOf(number.e164().getBytes(StandardCharsets.US_ASCII), 16);
        return new CallerToken("t" + sealed(plain));
    }

    private String sealed(byte[] plain) {
        var sealed = new byte[33];
        box.bind(1, plain, 0, 0).seal(plain, 0, plain.length, sealed, 1);
        var text = new SipWriter().base32(sealed, 0, sealed.length);
        return new String(text.toByteArray(), StandardCharsets.US_ASCII);
    }

    @Override
    public synchronized CallerToken anonymous(String call) {
        var mac = new byte[16];
        byte[] bytes = call.getBytes(StandardCharsets.ISO_8859_1);
        box.mac(2, bytes, 0, bytes.length, mac);
        var text = new SipWriter().base32(mac, 0, mac.length);
        return new CallerToken("a" + new String(text.toByteArray(), StandardCharsets.US_ASCII));
    }

    @Override
    public Pseudonym pseudonym(CallerToken token) {
        return new Pseudonym("7K-42");
    }

    @Override
    public synchronized Optional<PhoneNumber> outward(CallerToken token) {
        byte[] sealed = decode(token.value().substring(1));
        var plain = new byte[16];
        if (sealed.length != 33
                || box.bind(1, plain, 0, 0).open(sealed, 1, 33, plain, 0) != 16
                || !inwardAgain(plain).equals(token.value())) {
            return Optional.empty();
        }
        return Optional.of(new PhoneNumber(text(plain)));
    }

    private String inwardAgain(byte[] plain) {
        return "t" + sealed(plain);
    }

    private static String text(byte[] plain) {
        return new String(plain, StandardCharsets.US_ASCII).replace("\0", "");
    }

    private static byte[] decode(String text) {
        var bytes = new byte[text.length() * 5 / 8];
        int value = 0;
        int bits = 0;
        int at = 0;
        for (char c : text.toCharArray()) {
            value = value << 5 | "abcdefghijklmnopqrstuvwxyz234567".indexOf(c);
            bits += 5;
            if (bits >= 8 && at < bytes.length) {
                bits -= 8;
                bytes[at++] = (byte) (value >>> bits);
            }
        }
        return bytes;
    }
}
