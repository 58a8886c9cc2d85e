package org.earshot.sip;

/// Reads `CSeq: 314 INVITE` ([RFC 3261, section
/// 20.16](https://www.rfc-editor.org/rfc/rfc3261#section-20.16)).
public final class CSeqReading {

    /// "MUST be expressible as a 32-bit unsigned integer" and less than 2^31 (section 8.1.1.5).
    public static final long MOST = 0x7FFF_FFFFL;

    public long number;
    public int methodFrom;
    public int methodTo;

    public boolean read(byte[] b, int from, int to) {
        int digits = from;
        while (digits < to && Chars.isDigit(b[digits])) {
            digits++;
        }
        number = Chars.number(b, from, digits, 10);
        methodFrom = Chars.skipBlanks(b, digits, to);
        methodTo = to;
        return number >= 0
                && number <= MOST
                && methodFrom > digits
                && Chars.isToken(b, methodFrom, to);
    }
}
