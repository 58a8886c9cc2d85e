package org.earshot.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The methods of RFC 3261 and its extensions. Case matters ([section
/// 7.1](https://www.rfc-editor.org/rfc/rfc3261#section-7.1)).
@SuppressWarnings("ImmutableEnumChecker") // its bytes are never written again
public enum SipMethod {
    INVITE,
    ACK,
    BYE,
    CANCEL,
    OPTIONS,
    UPDATE,
    PRACK,
    INFO,
    MESSAGE,
    REGISTER,
    REFER,
    SUBSCRIBE,
    NOTIFY,
    PUBLISH,
    /// Any other token.
    UNKNOWN;

    private static final SipMethod[] ALL = values();

    private final byte[] name = name().getBytes(StandardCharsets.US_ASCII);

    public static SipMethod of(byte[] bytes, int from, int to) {
        for (int i = 0; i < ALL.length - 1; i++) {
            byte[] name = ALL[i].name;
            if (to - from == name.length && Arrays.equals(bytes, from, to, name, 0, name.length)) {
                return ALL[i];
            }
        }
        return UNKNOWN;
    }

    public static SipMethod at(int ordinal) {
        return ALL[ordinal];
    }

    public void writeTo(SipWriter out) {
        out.put(name);
    }
}
