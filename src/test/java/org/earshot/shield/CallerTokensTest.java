package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.earshot.crypto.ClockWitness;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.crypto.Secret;
import org.earshot.crypto.TwoClocks;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.junit.jupiter.api.Test;

class CallerTokensTest {

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final PhoneNumber NUMBER = new PhoneNumber("+4930901820");

    private final Epoch monday = epoch(1);
    private final Epoch tuesday = epoch(2);
    private final CallerTokens tokens = tokens(monday, tuesday);

    @Test
    void a_token_has_54_characters_and_opens_to_its_number() {
        for (String e164 : List.of("+1234567", "+4930901820", "+123456789012345")) {
            var number = new PhoneNumber(e164);
            CallerToken token = CallerTokens.seal(monday, number);

            assertThat(token.value()).hasSize(54).matches("t[a-z2-7]{53}");
            assertThat(tokens.open(token)).hasValue(number);
            assertThat(tokens.open(new CallerToken(token.value()))).hasValue(number);
        }
    }

    @Test
    void one_caller_is_one_token_a_day_and_another_the_next() {
        assertThat(CallerTokens.seal(monday, NUMBER))
                .isEqualTo(CallerTokens.seal(monday, NUMBER))
                .isNotEqualTo(CallerTokens.seal(tuesday, NUMBER));
    }

    @Test
    void the_token_of_another_site_or_of_a_destroyed_day_does_not_open() {
        CallerToken token = CallerTokens.seal(monday, NUMBER);

        assertThat(tokens(tuesday).open(token)).isEmpty();
        assertThat(tokens(epoch(1), tuesday).open(token)).isEmpty();
        assertThat(tokens().open(token)).isEmpty();
    }

    @Test
    void ten_thousand_forged_or_altered_tokens_are_refused() {
        var random = new Random(10_000);
        String real = CallerTokens.seal(monday, NUMBER).value();
        String other = CallerTokens.seal(tuesday, NUMBER).value();
        var tried = new HashSet<String>();
        int opened = 0;
        while (tried.size() < 10_000) {
            String forged =
                    switch (random.nextInt(5)) {
                        case 0 -> "t" + letters(random, 53);
                        case 1 -> "t" + real.substring(1, 3) + letters(random, 51);
                        case 2 -> altered(real, random);
                        case 3 -> {
                            int cut = 1 + random.nextInt(53);
                            yield real.substring(0, cut) + other.substring(cut);
                        }
                        default -> "t" + letters(random, 20 + random.nextInt(60));
                    };
            if (!forged.equals(real) && !forged.equals(other) && tried.add(forged)) {
                opened += tokens.open(new CallerToken(forged)).isPresent() ? 1 : 0;
            }
        }
        assertThat(opened).isZero();
    }

    @Test
    void every_single_character_and_every_other_spelling_counts() {
        String real = CallerTokens.seal(monday, NUMBER).value();
        for (int at = 1; at < real.length(); at++) {
            for (char other : BASE32.toCharArray()) {
                if (real.charAt(at) != other) {
                    String forged = real.substring(0, at) + other + real.substring(at + 1);
                    assertThat(tokens.open(new CallerToken(forged))).isEmpty();
                }
            }
        }
    }

    @Test
    void other_kinds_of_token_are_not_opened_here() {
        String real = CallerTokens.seal(monday, NUMBER).value();

        assertThat(tokens.open(new CallerToken("e" + real.substring(1)))).isEmpty();
        assertThat(tokens.open(new CallerToken("a" + real.substring(1)))).isEmpty();
    }

    @Test
    void base32_has_one_spelling_for_each_value() {
        var random = new Random(4648);
        for (int length = 0; length < 60; length++) {
            var bytes = new byte[length];
            random.nextBytes(bytes);
            String text = Base32.encode(bytes);
            assertThat(Base32.decode(text)).hasValue(bytes);
            assertThat(Base32.decode(text + "!")).isEmpty();
        }
        assertThat(Base32.encode("foobar".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo("mzxw6ytboi");
        assertThat(Base32.decode("mz")).isEmpty();
        assertThat(Base32.decode("MY")).isEmpty();
        assertThat(Base32.decode("a")).isEmpty();
    }

    @Test
    void a_pseudonym_is_for_eyes_and_for_one_epoch() {
        CallerToken token = CallerTokens.seal(monday, NUMBER);
        var seen = new HashSet<String>();
        for (int i = 0; i < 2_000; i++) {
            var number = new PhoneNumber("+49309" + (100_000 + i));
            var pseudonym = name(monday, CallerTokens.seal(monday, number));
            assertThat(pseudonym.text()).matches("[1-9][ACDEFGHJKLMNPRTUVWXY]-[0-9]{2}");
            seen.add(pseudonym.text());
        }
        assertThat(seen).hasSizeGreaterThan(1_800);
        assertThat(name(monday, token))
                .isEqualTo(name(monday, token))
                .isNotEqualTo(name(tuesday, token));
    }

    private static Pseudonym name(Epoch epoch, CallerToken token) {
        return Pseudonym.of(epoch.secret().mac(Pseudonym.USE), token);
    }

    private static String altered(String token, Random random) {
        var text = new StringBuilder(token);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            text.setCharAt(1 + random.nextInt(53), BASE32.charAt(random.nextInt(32)));
        }
        return text.toString();
    }

    private static String letters(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(BASE32.charAt(random.nextInt(32)));
        }
        return text.toString();
    }

    private static Epoch epoch(int serial) {
        return new Epoch(serial, DAY.plusDays(serial), DAY.plusDays(serial + 7), Secret.random());
    }

    private static CallerTokens tokens(Epoch... epochs) {
        var ring =
                new KeyRing(
                        Secret.random(),
                        Secret.random(),
                        Ed25519Keys.generate(),
                        ClockWitness.of(new TwoClocks("2026-11-20T12:00:00Z").read()),
                        2,
                        List.of(epochs),
                        List.of());
        return new CallerTokens(() -> ring);
    }
}
