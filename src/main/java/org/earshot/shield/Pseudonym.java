package org.earshot.shield;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;
import org.earshot.telephony.CallerToken;

/// What people call a caller for a day: `7K-42`, to be read out as "caller 7K-42". No letter that
/// sounds or looks like another character. There are 18,000, so two callers of one day may share
/// one: it is for eyes, never for a decision.
public record Pseudonym(String text) {

    private static final String LETTERS = "ACDEFGHJKLMNPRTUVWXY";

    /// What the key of an epoch is made into for this.
    static final String USE = "pseudonym v1";

    static Pseudonym of(Mac key, CallerToken token) {
        byte[] mac = key.doFinal(token.value().getBytes(StandardCharsets.US_ASCII));
        long draw = ByteBuffer.wrap(mac).getLong();
        int first = 1 + (int) Long.remainderUnsigned(draw, 9);
        char letter =
                LETTERS.charAt((int) Long.remainderUnsigned(Long.divideUnsigned(draw, 9), 20));
        int last = (int) Long.remainderUnsigned(Long.divideUnsigned(draw, 180), 100);
        return new Pseudonym("" + first + letter + '-' + last / 10 + last % 10);
    }

    @Override
    public String toString() {
        return text;
    }
}
