package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.earshot.telephony.PhoneNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    private static final Numbers GERMAN = new Numbers("DE");
    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    DE | +4930901820             | +4930901820
                    DE | 004930901820            | +4930901820
                    DE | 030901820               | +4930901820
                    DE | 030 / 901820            |
                    DE | 030 90-18.20            | +4930901820
                    DE | (030)901820             | +4930901820
                    DE | %2B4930901820           | +4930901820
                    DE | +49(0)30901820          | +4930901820
                    DE | tel:+49-30-901820       | +4930901820
                    DE | TEL:+4930901820;cpc=ordinary | +4930901820
                    DE | tel:901820;phone-context=+4930 | +4930901820
                    DE | 901820;phone-context=+49-30 | +4930901820
                    DE | tel:901820;phone-context=firm.example |
                    DE | sip:+4930901820@gw.example;user=phone | +4930901820
                    DE | sips:030901820@gw.example:5061;user=phone | +4930901820
                    DE | sip:901820;phone-context=+4930@gw.example;user=phone | +4930901820
                    DE | sip:4930901820            |
                    DE | +4930901820;npdi;rn=+4999  | +4930901820
                    KR | 01012345678             | +821012345678
                    KR | 0221234567              | +82221234567
                    KR | 00700821012345678       | +821012345678
                    KR | 00112015550123          | +12015550123
                    KR | 004930901820            | +4930901820
                    CN | 13812345678             | +8613812345678
                    CN | 01065529999             | +861065529999
                    CN | 008613812345678         | +8613812345678
                    US | 2015550123              | +12015550123
                    US | 12015550123             | +12015550123
                    US | 01149 30901820          | +4930901820
                    US | +442079460000           | +442079460000
                    IT | 0612345678              | +390612345678
                    """)
    void one_number_has_one_spelling(String home, String written, String e164) {
        assertThat(new Numbers(home).parse(written).map(PhoneNumber::e164).orElse(null))
                .isEqualTo(e164);
    }

    @ParameterizedTest
    @CsvSource({
        "DE,110",
        "DE,112",
        "DE,116117",
        "CN,12345",
        "CN,110",
        "CN,12388",
        "KR,112",
        "KR,1332",
        "US,911",
        "DE,tel:112",
        "DE,sip:110@gw.example;user=phone",
        "KR,*123#",
        "CN,95588"
    })
    void short_codes_stand_apart(String home, String code) {
        var numbers = new Numbers(home);

        assertThat(numbers.parse(code)).isEmpty();
        assertThat(numbers.isShortCode(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "0",
                "anonymous",
                "Anonymous@anonymous.invalid",
                "alice",
                "1800FLOWERS",
                "+1800FLOWERS",
                "+49 30 90\u0661820",
                "+４９３０９０１８２０",
                "+4930901820x7",
                "+4930901820\r\nX: 1",
                "+4930901820&50",
                "++4930901820",
                "+49+30901820",
                "+0123456789",
                "+99912345678",
                "tel:",
                "sip:",
                "sip:@",
                "sip:@gw.example",
                "+4930901820,1",
                "030901820#",
                "+1234567890123456",
                ";phone-context=+4930",
                "tel:+4930901820@gw.example",
                "tabcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstu",
                "-----",
                "%2B%2B4930901820"
            })
    void garbage_is_no_number_and_no_short_code(String text) {
        assertThat(GERMAN.parse(text)).isEmpty();
        assertThat(GERMAN.isShortCode(text)).isFalse();
    }

    @Test
    void every_way_of_writing_a_number_of_any_region_gives_the_same() {
        var random = new Random(3966);
        List<UnaryOperator<String>> spellings =
                List.of(
                        e164 -> e164,
                        e164 -> "00" + e164.substring(1),
                        e164 -> "%2B" + e164.substring(1),
                        e164 -> "tel:" + e164,
                        e164 -> "tel:" + scattered(e164, random),
                        e164 -> scattered(e164, random) + ";cpc=payphone",
                        e164 -> "sip:" + e164 + "@gw.example;user=phone",
                        e164 -> "SIPS:" + e164 + ";phone-context=+1@gw.example");
        int read = 0;
        for (String region : LIBRARY.getSupportedRegions()) {
            var example = LIBRARY.getExampleNumber(region);
            var e164 = example == null ? "" : LIBRARY.format(example, PhoneNumberFormat.E164);
            if (e164.length() < 8) {
                continue; // a region whose numbers are shorter than any number we take
            }
            for (var spelling : spellings) {
                assertThat(GERMAN.parse(spelling.apply(e164)))
                        .as(region)
                        .hasValue(new PhoneNumber(e164));
                read++;
            }
            String national = LIBRARY.format(example, PhoneNumberFormat.NATIONAL);
            assertThat(new Numbers(region).parse(national.replace("/", "")))
                    .as(region)
                    .hasValueSatisfying(n -> assertThat(n.e164()).startsWith("+"));
        }
        assertThat(read).isGreaterThan(1500);
    }

    @Test
    void noise_of_any_kind_throws_nothing_and_what_is_read_reads_as_itself() {
        var random = new Random(261);
        String alphabet = "0123456789+-.()%2B;phone-context=@:tel sip*#x\u0000\u00ff\uD83D";
        assertThatCode(
                        () -> {
                            for (int round = 0; round < 50_000; round++) {
                                var text = new StringBuilder(random.nextBoolean() ? "+" : "");
                                for (int i = random.nextInt(24); i > 0; i--) {
                                    int at = random.nextInt(alphabet.length());
                                    text.append(alphabet.charAt(at));
                                }
                                GERMAN.isShortCode(text.toString());
                                GERMAN.parse(text.toString())
                                        .ifPresent(number ->
                                                assertThat(GERMAN.parse(number.e164()))
                                                        .hasValue(number));
                            }
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void a_long_text_is_refused_before_it_is_looked_at() {
        assertThat(GERMAN.parse("+49" + "0".repeat(60_000))).isEmpty();
        assertThat(GERMAN.isShortCode("1".repeat(60_000))).isFalse();
    }

    @Test
    void a_region_that_does_not_exist_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Numbers("XX"))
                .withMessageContaining("'XX'");
    }

    private static String scattered(String digits, Random random) {
        var out = new StringBuilder();
        for (byte digit : digits.getBytes(StandardCharsets.US_ASCII)) {
            out.append((char) digit);
            if (random.nextInt(3) == 0) {
                out.append("-.".charAt(random.nextInt(2)));
            }
        }
        return out.toString();
    }
}
