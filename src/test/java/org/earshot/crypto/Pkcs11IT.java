package org.earshot.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.earshot.site.TestSoftHsm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A keystore under a PKCS#11 token")
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class Pkcs11IT {

    private static final byte[] CONTENT = "what is kept".getBytes(UTF_8);

    @TempDir private Path temp;
    private TestSoftHsm.Token token;
    private SealedFile file;

    @BeforeEach
    void seal() throws IOException {
        token = TestSoftHsm.shared().token();
        assertThat(Pkcs11Uri.parse(token.uri("root")).makeKey()).isTrue();
        file = file(token.uri("root"));
        write(file);
    }

    @Test
    void opens_by_the_token_alone() {
        assertThat(file(token.uri("root")).read()).hasValue(CONTENT);
        assertThat(Pkcs11Uri.parse(token.uri("root")).makeKey())
                .as("a key that is there is left alone")
                .isFalse();
        assertThat(file(token.uri("root")).read()).hasValue(CONTENT);
        refused(new Unsealing.Passphrase("guess"), "needs its PKCS#11 token, not a passphrase");
        refused(
                new Unsealing.KeyFile(temp.resolve("k")),
                "needs its PKCS#11 token, not its key file");
    }

    @Test
    void is_sealed_as_the_decision_record_says() throws Exception {
        byte[] known = withoutZeros(32);
        token.importAes("known", known);
        file(token.uri("root")).reseal(opener(token.uri("known")));

        byte[] sealed = Files.readAllBytes(temp.resolve("keys"));
        byte[] header = Arrays.copyOf(sealed, 18 + 48);
        var aes = Cipher.getInstance("AES/CBC/NoPadding");
        aes.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(known, "AES"),
                new IvParameterSpec(header, 18, 16));
        byte[] key = Kdf.subkey(aes.doFinal(header, 34, 32), "root token v1");
        byte[] aad = new Bytes.Writer().block(header).block("test".getBytes(UTF_8)).toByteArray();

        assertThat(AesGcm.open(key, aad, Arrays.copyOfRange(sealed, 66, sealed.length)))
                .isEqualTo(CONTENT);
    }

    @Test
    void no_altered_byte_opens() throws IOException {
        byte[] whole = Files.readAllBytes(temp.resolve("keys"));
        for (int at = 0; at < whole.length; at += 3) {
            byte[] altered = whole.clone();
            altered[at] ^= 1;
            Files.write(temp.resolve("keys"), altered);
            refused(opener(token.uri("root")), "put back");
        }
    }

    @Test
    void another_key_of_the_token_does_not_open_it() {
        assertThat(Pkcs11Uri.parse(token.uri("other")).makeKey()).isTrue();

        refused(opener(token.uri("other")), "does not open with the key 'other'");
    }

    @Test
    void says_what_is_missing() throws IOException {
        String whole = token.uri("root");
        refused(
                opener(whole.replace("libsofthsm2.so", "none.so")),
                "There is no PKCS#11 library",
                "none.so",
                "correct module-path");
        String module = TestSoftHsm.shared().module().toString();
        refused(
                opener(whole.replace(module, TestSoftHsm.shared().anotherLibrary().toString())),
                "cannot be loaded as a PKCS#11 library");
        refused(
                opener(whole.replace("token=" + token.label(), "token=none")),
                "There is no PKCS#11 token 'none'");
        refused(
                opener(whole.replace("token=" + token.label(), "slot-id=4711")),
                "There is no PKCS#11 token in slot 4711");
        refused(opener(token.uri("none")), "There is no key 'none' in the PKCS#11 token");
        refused(opener(token.uriWithoutPin("root")), "There is no PIN", "EARSHOT_PKCS11_PIN");
        refused(opener(whole + ".none"), "The PIN file", "cannot be read");
        Files.setPosixFilePermissions(
                token.pinFile(), PosixFilePermissions.fromString("rw-r-----"));
        refused(opener(whole), "open to others", "chmod 600");
    }

    @Test
    void a_wrong_pin_is_said_and_never_tried_twice() throws IOException {
        Files.writeString(token.pinFile(), "000000\n");
        refusedBy(file, "refuses the PIN in " + token.pinFile(), "not tried again");
        token.takeAway(); // who asked the token again would miss it
        try {
            refusedBy(file, "refuses the PIN");
        } finally {
            token.putBack();
        }

        Files.writeString(token.pinFile(), TestSoftHsm.PIN + "\n");
        assertThat(file.read()).hasValue(CONTENT);
        assertThat(file.read()).as("nobody stays signed in").hasValue(CONTENT);
        Files.writeString(token.pinFile(), "000000\n");
        refusedBy(file(token.uri("root")), "refuses the PIN");
    }

    @Test
    void a_token_taken_away_is_missed_and_found_again() throws IOException {
        token.takeAway();
        refusedBy(file, token.label());
        refusedBy(file, "There is no PKCS#11 token '" + token.label() + "'");
        token.putBack();

        assertThat(file.read()).hasValue(CONTENT);
        write(file);
        assertThat(file.read()).hasValue(CONTENT);
    }

    @Test
    void a_key_that_is_short_or_can_be_read_is_refused() throws Exception {
        token.importAes("short", withoutZeros(16));
        refused(opener(token.uri("short")), "is not AES-256");

        importReadable("readable");
        refused(opener(token.uri("readable")), "can be read out of it");
    }

    @Test
    void moves_from_one_way_to_the_next_and_back() {
        Unsealing passphrase = new Unsealing.Passphrase("correct horse");
        Unsealing keyFile = new Unsealing.KeyFile(temp.resolve("key").resolve("unseal.key"));

        SealedFile second = file.reseal(passphrase);
        assertThat(second.read()).hasValue(CONTENT);
        refusedBy(file, "needs a passphrase, not its PKCS#11 token");
        SealedFile third = second.reseal(opener(token.uri("root")));
        assertThat(third.reseal(keyFile).read()).hasValue(CONTENT);
        assertThat(file.changed()).isTrue();
    }

    @Test
    void what_cannot_be_used_leaves_the_file_as_it_was() throws IOException {
        byte[] before = Files.readAllBytes(temp.resolve("keys"));

        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> file.reseal(opener(token.uri("none"))))
                .withMessageContaining("There is no key 'none'");

        assertThat(Files.readAllBytes(temp.resolve("keys"))).isEqualTo(before);
        assertThat(temp.resolve(".keys.draft")).doesNotExist();
    }

    /// softhsm2-util ends an imported key at its first zero.
    private static byte[] withoutZeros(int length) {
        byte[] bytes = Bytes.random(length);
        for (int i = 0; i < length; i++) {
            bytes[i] |= 1;
        }
        return bytes;
    }

    private void importReadable(String label) throws Exception {
        var provider =
                Security.getProvider("SunPKCS11")
                        .configure(
                                """
                                --name = readable
                                library = %s
                                slot = %d
                                destroyTokenAfterLogout = true
                                attributes(import, CKO_SECRET_KEY, *) = {
                                  CKA_SENSITIVE = false
                                  CKA_EXTRACTABLE = true
                                }
                                """
                                        .formatted(TestSoftHsm.shared().module(), slot()));
        var store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, TestSoftHsm.PIN.toCharArray());
        store.setKeyEntry(label, new SecretKeySpec(Bytes.random(32), "AES"), null, null);
        ((AuthProvider) provider).logout();
    }

    private long slot() {
        return Pkcs11Module.load(TestSoftHsm.shared().module())
                .find(new Pkcs11Uri.Place.Label(token.label()), false)
                .orElseThrow()
                .slot();
    }

    private void refused(Unsealing unsealing, String... words) {
        refusedBy(new SealedFile(temp.resolve("keys"), "test", unsealing), words);
    }

    private static void refusedBy(SealedFile file, String... words) {
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(file::read)
                .satisfies(refused ->
                        assertThat(refused.getMessage())
                                .contains(words)
                                .doesNotContain(TestSoftHsm.PIN)
                                .doesNotContain("\n"));
    }

    private SealedFile file(String uri) {
        return new SealedFile(temp.resolve("keys"), "test", opener(uri));
    }

    private static Unsealing opener(String uri) {
        return new Unsealing.Token(Pkcs11Uri.parse(uri));
    }

    private static void write(SealedFile file) {
        byte[] written =
                file.exclusively(() -> {
                    file.write(CONTENT);
                    return CONTENT;
                });
        assertThat(written).isSameAs(CONTENT);
    }
}
