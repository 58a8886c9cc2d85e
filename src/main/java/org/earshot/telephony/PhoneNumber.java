package org.earshot.telephony;

import java.util.regex.Pattern;

/// A telephone number after ITU-T E.164: `+` and 7 to 15 digits. Lives in the shield only; printed,
/// it shows its last two digits and nothing else.
public record PhoneNumber(String e164) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    public PhoneNumber {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException(
                    "a telephone number is + and 7 to 15 digits; got " + e164.length() + " others");
        }
    }

    @Override
    public String toString() {
        return "****" + e164.substring(e164.length() - 2);
    }
}
