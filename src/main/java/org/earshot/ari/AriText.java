package org.earshot.ari;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A short message (SIP MESSAGE, [RFC 3428](https://www.rfc-editor.org/rfc/rfc3428)) that Asterisk
/// has taken and answered; nobody but us knows of it.
///
/// @param endpoint it came from, as `PJSIP/trunk`
/// @param from the user part of the sender's address; may be empty
/// @param to the user part of the address it was sent to; may be empty
public record AriText(String endpoint, String from, String to, String body) {

    private static final Pattern USER = Pattern.compile("(?:sips?|pjsip):([^@;>]+)@");

    static String user(String address) {
        Matcher found = USER.matcher(address);
        return found.find() ? found.group(1) : "";
    }

    /// Nobody is named, nothing is told.
    @Override
    public String toString() {
        return "AriText[" + endpoint + ", " + body.length() + " characters]";
    }
}
