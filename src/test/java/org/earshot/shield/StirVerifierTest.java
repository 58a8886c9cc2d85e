package org.earshot.shield;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.earshot.crypto.TestCertificates;
import org.earshot.telephony.PhoneNumber;
import org.earshot.telephony.StirVerdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StirVerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final PhoneNumber CALLER = new PhoneNumber("+12015550123");
    private static final String DIALLED = "+12155550112";
    private static final String X5U = "https://cert.example/passport.pem";

    @TempDir private Path folder;
    private PrivateKey key;
    private StirVerifier verifier;

    @BeforeEach
    void folder() throws Exception {
        var certificates = TestCertificates.create(NOW);
        var stranger = TestCertificates.create(NOW);
        key = certificates.signerKey();
        Files.writeString(folder.resolve("anchors.pem"), certificates.root());
        put(X5U, certificates.signer());
        put("https://cert.example/stranger.pem", stranger.signer());
        Files.writeString(folder.resolve("broken.pem"), "no certificate");
        verifier = verifierAt(NOW);
    }

    @Test
    void a_call_without_a_signature_has_none() {
        assertThat(verifier.verify(List.of(), CALLER, DIALLED)).isEqualTo(StirVerdict.ABSENT);
    }

    @Test
    void shaken_levels_and_a_plain_passport_pass() throws Exception {
        assertThat(verdict(new Call().attest("A"))).isEqualTo(StirVerdict.PASSED_FULL);
        assertThat(verdict(new Call().attest("B"))).isEqualTo(StirVerdict.PASSED_PARTIAL);
        assertThat(verdict(new Call().attest("C"))).isEqualTo(StirVerdict.PASSED_GATEWAY);
        assertThat(verdict(new Call().attest("Z"))).isEqualTo(StirVerdict.MALFORMED);
        assertThat(verdict(new Call().ppt(""))).isEqualTo(StirVerdict.PASSED);
        assertThat(StirVerdict.PASSED_GATEWAY.verstat()).isEqualTo("TN-Validation-Passed");
    }

    @Test
    void another_caller_or_destination_is_a_mismatch() throws Exception {
        assertThat(verdict(new Call().orig("12015550124"))).isEqualTo(StirVerdict.MISMATCHED);
        assertThat(verdict(new Call().dest("12155550113"))).isEqualTo(StirVerdict.MISMATCHED);
        assertThat(verdict(new Call().dest("99\",\"12155550112")))
                .isEqualTo(StirVerdict.PASSED_FULL);
        assertThat(verifier.verify(List.of(new Call().dest("12345").header(key)), CALLER, "12345"))
                .isEqualTo(StirVerdict.PASSED_FULL);
    }

    @Test
    void inside_only_the_verdict_is_seen_and_nobody_outside_writes_it() throws Exception {
        String identity = new Call().orig("4915112345678").dest("116006").header(key);
        String invite =
                SipTexts.invite("Identity: " + identity + "\r\nX-Earshot-Verified: FORGED\r\n");

        String passed = new Site().verifying(verifier).outside(invite).text();
        String unlooked = new Site().outside(invite).text();

        assertThat(passed).contains("\r\nX-Earshot-Verified: PASSED_FULL\r\n");
        assertThat(passed).doesNotContain("FORGED").doesNotContain("Identity");
        assertThat(unlooked).doesNotContain("X-Earshot").doesNotContain("Identity");
    }

    @Test
    void a_signature_is_good_for_a_minute() throws Exception {
        for (long seconds : new long[] {-60, 0, 60}) {
            assertThat(verdict(new Call().iat(NOW.getEpochSecond() + seconds)))
                    .isEqualTo(StirVerdict.PASSED_FULL);
        }
        for (long seconds : new long[] {-61, 61, -NOW.getEpochSecond(), 200_000_000_000L}) {
            assertThat(verdict(new Call().iat(NOW.getEpochSecond() + seconds)))
                    .isEqualTo(StirVerdict.STALE);
        }
    }

    @Test
    void certificates_come_from_the_folder_or_not_at_all() throws Exception {
        assertThat(verdict(new Call().x5u("https://elsewhere.example/p.pem")))
                .isEqualTo(StirVerdict.NO_CERTIFICATE);
        assertThat(verdict(new Call().x5u("https://cert.example/stranger.pem")))
                .isEqualTo(StirVerdict.UNTRUSTED);
        var late = NOW.plus(java.time.Duration.ofDays(4000));
        assertThat(
                        verifierAt(late)
                                .verify(
                                        List.of(new Call().iat(late.getEpochSecond()).header(key)),
                                        CALLER,
                                        DIALLED))
                .isEqualTo(StirVerdict.UNTRUSTED);
        assertThat(
                        new StirVerifier(new Numbers("US"), StirCertificates.none(), () -> NOW)
                                .verify(List.of(new Call().header(key)), CALLER, DIALLED))
                .isEqualTo(StirVerdict.NO_CERTIFICATE);
    }

    @Test
    void the_signature_of_another_key_is_a_forgery() throws Exception {
        PrivateKey other = TestCertificates.create(NOW).signerKey();

        assertThat(verifier.verify(List.of(new Call().header(other)), CALLER, DIALLED))
                .isEqualTo(StirVerdict.FORGED);
    }

    @Test
    void unknown_kinds_are_passed_over_for_a_known_one() throws Exception {
        String diversion = new Call().ppt("div").header(key);
        String compact = "..c2lnbmF0dXJl;info=<" + X5U + ">";

        assertThat(verifier.verify(List.of(diversion, compact), CALLER, DIALLED))
                .isEqualTo(StirVerdict.UNSUPPORTED);
        assertThat(verifier.verify(List.of(diversion, new Call().header(key)), CALLER, DIALLED))
                .isEqualTo(StirVerdict.PASSED_FULL);
        assertThat(verdict(new Call().alg("none"))).isEqualTo(StirVerdict.UNSUPPORTED);
        assertThat(verdict(new Call().alg("HS256"))).isEqualTo(StirVerdict.UNSUPPORTED);
    }

    @Test
    void header_and_parameters_must_agree() throws Exception {
        String header = new Call().header(key);

        assertThat(verdict(header.replace("ppt=shaken", "ppt=\"shaken\"")))
                .isEqualTo(StirVerdict.PASSED_FULL);
        assertThat(verdict(header.replace(";ppt=shaken", ""))).isEqualTo(StirVerdict.MALFORMED);
        assertThat(verdict(header.replace("passport.pem>", "other.pem>")))
                .isEqualTo(StirVerdict.MALFORMED);
    }

    @Test
    void no_altered_signature_passes_and_no_noise_throws() throws Exception {
        String header = new Call().header(key);
        int end = header.indexOf(';');
        var random = new Random(8225);
        var passed = new ArrayList<String>();
        for (int round = 0; round < 3_000; round++) {
            var altered = new StringBuilder(header);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(end);
                altered.setCharAt(at, (char) (32 + random.nextInt(95)));
            }
            boolean other = !altered.toString().equals(header);
            if (other && verdict(altered.toString()).name().startsWith("PASSED")) {
                passed.add(altered.toString());
            }
        }
        for (char last = 'A'; last <= 'z'; last++) {
            String other = header.substring(0, end - 1) + last + header.substring(end);
            if (!other.equals(header) && verdict(other).name().startsWith("PASSED")) {
                passed.add(other);
            }
        }
        assertThat(passed).isEmpty();
        assertThat(verdict("")).isEqualTo(StirVerdict.MALFORMED);
        assertThat(verdict("a.".repeat(40_000))).isEqualTo(StirVerdict.MALFORMED);
        assertThat(verdict("e30.e30.e30" + ";a=b".repeat(900))).isEqualTo(StirVerdict.MALFORMED);
    }

    private StirVerdict verdict(Call call) throws GeneralSecurityException {
        return verdict(call.header(key));
    }

    private StirVerdict verdict(String header) {
        return verifier.verify(List.of(header), CALLER, DIALLED);
    }

    private StirVerifier verifierAt(Instant now) throws IOException {
        return new StirVerifier(new Numbers("US"), StirCertificates.in(folder), () -> now);
    }

    private void put(String address, String pem) throws IOException {
        Files.writeString(folder.resolve(StirCertificates.fileName(address)), pem);
    }

    /// The example of RFC 8225, to be varied.
    private record Call(
            String alg, String ppt, String x5u, long iat, String orig, String dest, String attest) {

        Call() {
            this("ES256", "shaken", X5U, NOW.getEpochSecond(), "12015550123", "12155550112", "A");
        }

        Call alg(String other) {
            return new Call(other, ppt, x5u, iat, orig, dest, attest);
        }

        Call ppt(String other) {
            return new Call(alg, other, x5u, iat, orig, dest, attest);
        }

        Call x5u(String other) {
            return new Call(alg, ppt, other, iat, orig, dest, attest);
        }

        Call iat(long other) {
            return new Call(alg, ppt, x5u, other, orig, dest, attest);
        }

        Call orig(String other) {
            return new Call(alg, ppt, x5u, iat, other, dest, attest);
        }

        Call dest(String other) {
            return new Call(alg, ppt, x5u, iat, orig, other, attest);
        }

        Call attest(String other) {
            return new Call(alg, ppt, x5u, iat, orig, dest, other);
        }

        String header(PrivateKey key) throws GeneralSecurityException {
            String kind = ppt.isEmpty() ? "" : "\"ppt\":\"" + ppt + "\",";
            String head =
                    "{\"alg\":\"%s\",%s\"typ\":\"passport\",\"x5u\":\"%s\"}"
                            .formatted(alg, kind, x5u);
            String claims =
                    """
                    {"attest":"%s","dest":{"tn":["%s"]},"iat":%d,"orig":{"tn":"%s"},"origid":"1"}\
                    """
                            .formatted(attest, dest, iat, orig);
            String text = base64url(head.getBytes(UTF_8)) + "." + base64url(claims.getBytes(UTF_8));
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            return text
                    + "."
                    + base64url(signature.sign())
                    + ";info=<"
                    + x5u
                    + ">;alg="
                    + alg
                    + (ppt.isEmpty() ? "" : ";ppt=" + ppt);
        }

        private static String base64url(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
