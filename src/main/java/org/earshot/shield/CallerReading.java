package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.earshot.sip.AddressReading;
import org.earshot.sip.Chars;
import org.earshot.sip.HeaderName;
import org.earshot.sip.SipMessage;
import org.earshot.sip.UriReading;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;

/// Who calls, read from a request of the carrier. What the network asserts ([RFC
/// 3325](https://www.rfc-editor.org/rfc/rfc3325)) counts before what the caller's telephone says;
/// who asked not to be named ([RFC 3323](https://www.rfc-editor.org/rfc/rfc3323)) is not, whatever
/// else stands there.
final class CallerReading {

    private static final int MOST_DIGITS = 15;
    private static final int LEAST_DIGITS = 7;

    private final Workbench bench;
    private final AddressReading address = new AddressReading();
    private Optional<PhoneNumber> number = Optional.empty();

    CallerReading(Workbench bench) {
        this.bench = bench;
    }

    CallerToken read() {
        number = isWithheld() ? Optional.empty() : find();
        return number.map(bench.identities::inward).orElseGet(this::anonymous);
    }

    /// Of the request read last; empty when withheld or unusable.
    Optional<PhoneNumber> number() {
        return number;
    }

    /// Whether what was dialled is the caller's own number: a way to bring it inside.
    boolean isOwnNumber(byte[] b, int from, int to) {
        if (number.isEmpty()) {
            return false;
        }
        int start = from;
        while (start < to && (b[start] == '+' || b[start] == '0')) {
            start++;
        }
        String e164 = number.get().e164();
        int length = to - start;
        if (length < LEAST_DIGITS || length >= e164.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (b[start + i] != e164.charAt(e164.length() - length + i)) {
                return false;
            }
        }
        return true;
    }

    private CallerToken anonymous() {
        Incoming in = bench.in;
        String call = text(in.bytes(), in.callFrom, in.callTo);
        return bench.identities.anonymous(
                call + "|" + text(in.bytes(), in.from.tagFrom, in.from.tagTo));
    }

    private boolean isWithheld() {
        SipMessage message = bench.in.message;
        byte[] b = message.bytes();
        for (int index = message.first(HeaderName.PRIVACY);
                index >= 0;
                index = message.next(index)) {
            int to = message.end(index);
            if (!Chars.equal(b, message.start(index), to, "none")) {
                return true;
            }
        }
        UriReading uri = bench.uri;
        AddressReading from = bench.in.from;
        return !uri.read(b, from.uriFrom, from.uriTo)
                || Chars.equal(b, uri.hostFrom, uri.hostTo, "anonymous.invalid")
                || Chars.equal(b, uri.userFrom, uri.userTo, "anonymous")
                || Chars.equal(b, uri.userFrom, uri.userTo, "restricted");
    }

    private Optional<PhoneNumber> find() {
        SipMessage message = bench.in.message;
        byte[] b = message.bytes();
        for (int index = message.first(HeaderName.P_ASSERTED_IDENTITY);
                index >= 0;
                index = message.next(index)) {
            int at = message.start(index);
            while (at < message.end(index) && address.read(b, at, message.end(index), true)) {
                Optional<PhoneNumber> asserted = number(b, address);
                if (asserted.isPresent()) {
                    return asserted;
                }
                at = address.end + 1;
            }
        }
        return number(b, bench.in.from);
    }

    private Optional<PhoneNumber> number(byte[] b, AddressReading party) {
        UriReading uri = bench.uri;
        if (!uri.read(b, party.uriFrom, party.uriTo) || !uri.hasUser()) {
            return Optional.empty();
        }
        int end = Chars.indexOf(b, uri.userFrom, uri.userTo, ';');
        int to = end < 0 ? uri.userTo : end;
        if (isE164(b, uri.userFrom, to)) {
            return Optional.of(new PhoneNumber(text(b, uri.userFrom, to)));
        }
        return bench.numbers.apply(decoded(b, uri.userFrom, to));
    }

    /// The common form, which needs no library to be understood: no 0 of a trunk prefix behind the
    /// country code, and none of the countries whose numbers have a second spelling with one.
    private static boolean isE164(byte[] b, int from, int to) {
        int digits = to - from - 1;
        if (digits < LEAST_DIGITS || digits > MOST_DIGITS || b[from] != '+' || b[from + 1] == '0') {
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            if (!Chars.isDigit(b[i])) {
                return false;
            }
        }
        return isSpelledOneWay(b, from + 1, digits);
    }

    private static boolean isSpelledOneWay(byte[] b, int first, int digits) {
        if (b[first] == '1') {
            return digits == 11 && b[first + 1] >= '2';
        }
        int two = (b[first] - '0') * 10 + b[first + 1] - '0';
        boolean prefixed =
                switch (two) {
                    case 36, 37, 38, 52, 54, 55, 99 -> true;
                    default -> two / 10 == 7;
                };
        return !prefixed && b[first + 1] != '0' && b[first + 2] != '0' && b[first + 3] != '0';
    }

    private static String decoded(byte[] b, int from, int to) {
        var text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (b[i] == '%' && i + 2 < to) {
                text.append(
                        (char)
                                (Character.digit(b[i + 1], 16) << 4
                                        | Character.digit(b[i + 2], 16)));
                i += 2;
            } else {
                text.append((char) (b[i] & 0xFF));
            }
        }
        return text.toString();
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
