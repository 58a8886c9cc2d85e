package org.earshot.caller;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.earshot.telephony.CallerToken;

/// Where the simulated caller calls from and to.
///
/// @param pbx the SIP address that every request is sent to
/// @param local our own address; a PBX may know its trunk by it
/// @param number shown as the caller's number; `anonymous` for none. Use one of those reserved for
///   fiction, such as +1 202 555 0100 to 0199. A token, when we stand where the shield stands
/// @param patience how long we let it ring; 32 s is the transaction timeout of RFC 3261 (64 × T1)
public record CallerSettings(
        InetSocketAddress pbx, InetAddress local, String number, Duration patience) {

    public static final String ANONYMOUS = "anonymous";

    public CallerSettings {
        if (!number.equals(ANONYMOUS)
                && !number.matches("\\+?[0-9]{1,15}")
                && !CallerToken.isOne(number)) {
            throw new IllegalArgumentException(
                    "number must be '"
                            + ANONYMOUS
                            + "', up to 15 digits, perhaps after a plus, or a caller's token");
        }
    }

    /// An anonymous caller.
    public CallerSettings(InetSocketAddress pbx, InetAddress local) {
        this(pbx, local, ANONYMOUS, Duration.ofSeconds(32));
    }

    public CallerSettings withNumber(String shown) {
        return new CallerSettings(pbx, local, shown, patience);
    }

    /// Without the number.
    @Override
    public String toString() {
        return "CallerSettings[pbx=%s, local=%s]".formatted(pbx, local);
    }
}
