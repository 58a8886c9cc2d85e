package org.earshot.shield;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber.CountryCodeSource;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earshot.telephony.PhoneNumber;

/// Reads telephone numbers as carriers write them, and gives each caller one spelling, E.164: only
/// so is the same caller the same token.
///
/// Understood: `+…`, `00…` (or the home region's own prefix), national with the home region,
/// separators `-.()`, `%2B`, parameters after `;`, `tel:` with or without `phone-context` ([RFC
/// 3966 §5.1](https://www.rfc-editor.org/rfc/rfc3966#section-5.1)), `sip:`, `sips:` ([RFC 3261
/// §19.1.6](https://www.rfc-editor.org/rfc/rfc3261#section-19.1.6)). Letters are never turned into
/// digits. A number of a known country is taken even when its length is unusual: that person must
/// be reachable too.
public final class Numbers {

    /// Longer texts are no numbers, and would cost time.
    private static final int LONGEST = 128;

    /// E.164 and international prefix; 17 digits with 00.
    private static final int MOST_DIGITS = 20;

    private static final int SHORT_CODE_DIGITS = 6;

    private static final Pattern VISUAL = Pattern.compile("[-. ()]|%20");
    private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]{1," + MOST_DIGITS + "}");
    private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{2,8}");
    private static final Pattern STAR_CODE = Pattern.compile("[*#][0-9*#]{1,9}");
    private static final Pattern CONTEXT =
            Pattern.compile(";phone-context=([^;]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern GLOBAL_CONTEXT = Pattern.compile("\\+[1-9][0-9]{0,14}");
    private static final Pattern SCHEME =
            Pattern.compile("(tel|sips?):(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String home;
    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final ShortNumberInfo shortNumbers = ShortNumberInfo.getInstance();

    /// @param home the region national numbers are of, as ISO 3166-1 writes it, for instance `KR`
    public Numbers(String home) {
        this.home = home.toUpperCase(Locale.ROOT);
        if (!library.getSupportedRegions().contains(this.home)) {
            throw new IllegalArgumentException(
                    "shield.home-region must be a region such as CN, KR or DE, got '" + home + "'");
        }
    }

    /// @param text the user part of a SIP address, a `tel:` or a `sip:` URI
    /// @return empty for short codes and for what is no number
    public Optional<PhoneNumber> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String user = userOf(text);
        return digitsOf(user).filter(digits -> !isShort(digits)).flatMap(this::read);
    }

    /// Whether it is a code of the network or of the home region (`110`, `112`, `12345`): nobody is
    /// called back there.
    public boolean isShortCode(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        String user = userOf(text);
        int parameters = user.indexOf(';');
        String code = parameters < 0 ? user : user.substring(0, parameters);
        return STAR_CODE.matcher(code).matches() || isShort(VISUAL.matcher(code).replaceAll(""));
    }

    /// With the parameters, which may hold the context; without scheme and host.
    private static String userOf(String text) {
        Matcher uri = SCHEME.matcher(text);
        if (!uri.matches()) {
            return text;
        }
        String rest = uri.group(2);
        if (uri.group(1).equalsIgnoreCase("tel")) {
            return rest;
        }
        int at = rest.indexOf('@');
        return at < 0 ? "" : rest.substring(0, at); // without a user there is only a host
    }

    private static Optional<String> digitsOf(String user) {
        int end = user.indexOf(';');
        String number = end < 0 ? user : user.substring(0, end);
        String digits = VISUAL.matcher(number).replaceAll("").replaceFirst("(?i)^%2B", "+");
        if (!DIGITS.matcher(digits).matches()) {
            return Optional.empty();
        }
        Matcher context = CONTEXT.matcher(user);
        if (digits.startsWith("+") || !context.find()) {
            return Optional.of(digits);
        }
        String prefix = VISUAL.matcher(context.group(1)).replaceAll("");
        if (GLOBAL_CONTEXT.matcher(prefix).matches()) {
            return Optional.of(prefix + digits).filter(all -> DIGITS.matcher(all).matches());
        }
        // A domain: a number of somebody's own plan, which means nothing here.
        return Optional.empty();
    }

    private boolean isShort(String digits) {
        if (!SHORT_CODE.matcher(digits).matches()) {
            return false;
        }
        var number = local(digits);
        return shortNumbers.isValidShortNumberForRegion(number, home)
                || digits.length() <= SHORT_CODE_DIGITS
                        && !library.isValidNumberForRegion(number, home);
    }

    private Phonenumber.PhoneNumber local(String digits) {
        return new Phonenumber.PhoneNumber()
                .setCountryCode(library.getCountryCodeForRegion(home))
                .setNationalNumber(Long.parseLong(digits));
    }

    private Optional<PhoneNumber> read(String digits) {
        return digits.startsWith("+") ? international(digits) : national(digits);
    }

    private Optional<PhoneNumber> international(String digits) {
        try {
            return e164(library.parse(digits, null));
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    private Optional<PhoneNumber> national(String digits) {
        try {
            var number = library.parseAndKeepRawInput(digits, home);
            if (digits.startsWith("00")
                    && number.getCountryCodeSource() != CountryCodeSource.FROM_NUMBER_WITH_IDD) {
                // The prefix of ITU-T E.123, understood also where the national one is another.
                return international("+" + digits.substring(2));
            }
            return library.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE
                    ? e164(number)
                    : Optional.empty();
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    private Optional<PhoneNumber> e164(Phonenumber.PhoneNumber number) {
        try {
            return Optional.of(new PhoneNumber(library.format(number, PhoneNumberFormat.E164)));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // fewer than 7 or more than 15 digits
        }
    }
}
