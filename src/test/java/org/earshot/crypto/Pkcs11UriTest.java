package org.earshot.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pkcs11UriTest {

    private static final String WHOLE =
            "pkcs11:token=The%20Token;object=shield;type=secret-key"
                    + "?module-path=/lib/p11+a.so&pin-source=file:/etc/earshot/pin";

    @Test
    void names_library_token_key_and_the_file_of_the_pin() {
        Pkcs11Uri uri = Pkcs11Uri.parse(WHOLE);

        assertThat(uri.module()).isEqualTo(Path.of("/lib/p11+a.so"));
        assertThat(uri.token()).isEqualTo(new Pkcs11Uri.Place.Label("The Token"));
        assertThat(uri.object()).isEqualTo("shield");
        assertThat(uri.pinFile()).hasValue(Path.of("/etc/earshot/pin"));
        assertThat(uri).hasToString("'shield' of the PKCS#11 token 'The Token'");
    }

    @Test
    void a_slot_may_stand_for_the_token() {
        assertThat(Pkcs11Uri.parse("pkcs11:slot-id=7;object=k?module-path=/m").token())
                .isEqualTo(new Pkcs11Uri.Place.Slot(7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/lib/p11.so | does not begin with 'pkcs11:'",
                "pkcs11:token=a;object=k | has no 'module-path'",
                "pkcs11:token=a?module-path=/m | has no 'object'",
                "pkcs11:object=k?module-path=/m | one of 'token' and 'slot-id'",
                "pkcs11:token=a;slot-id=1;object=k?module-path=/m | one of 'token' and 'slot-id'",
                "pkcs11:slot-id=one;object=k?module-path=/m | 'one', which is no number",
                "pkcs11:token=a;object=k;objct=l?module-path=/m | has 'objct'",
                "pkcs11:token=a;token=b;object=k?module-path=/m | has 'token' twice",
                "pkcs11:token=a;object=k?module-path=m.so | does not begin with '/'",
                "pkcs11:token=a;object=k;type=private?module-path=/m | other than secret-key"
            },
            quoteCharacter = '`',
            maxCharsPerColumn = 200)
    void what_is_wrong_is_named(String text, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pkcs11Uri.parse(text))
                .withMessageContaining(complaint)
                .withMessageContaining("write it as pkcs11:token=LABEL");
    }

    @Test
    void a_pin_in_the_address_is_refused_and_not_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Pkcs11Uri.parse("pkcs11:token=a;object=k?module-path=/m&pin-value=4711"))
                .withMessageContaining("holds a PIN")
                .withMessageNotContaining("4711");
    }

    @Test
    void without_a_file_the_pin_is_in_the_environment() {
        var uri = Pkcs11Uri.parse("pkcs11:token=a;object=k?module-path=/m");
        var pin = new Pkcs11Pin(uri, Map.of("EARSHOT_PKCS11_PIN", "4711"));

        assertThat(pin.read()).containsExactly('4', '7', '1', '1');
        assertThat(pin).hasToString("EARSHOT_PKCS11_PIN");
    }
}
