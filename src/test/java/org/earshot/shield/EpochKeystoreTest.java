package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.crypto.SteadyClock;
import org.earshot.crypto.TwoClocks;
import org.earshot.crypto.Unsealing;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochKeystoreTest {

    private static final PhoneNumber NUMBER = new PhoneNumber("+4930901820");
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

    @TempDir private Path data;
    private final TwoClocks clocks = new TwoClocks("2026-11-20T23:59:00Z");
    private EpochKeystore keystore;
    private Identities shield;

    @BeforeEach
    void open() {
        keystore = another(clocks);
        shield = new ShieldIdentities(keystore, Recognition.NOBODY);
    }

    @Test
    void a_token_made_before_midnight_opens_after_it_and_a_new_one_is_made() {
        CallerToken friday = shield.inward(NUMBER);
        pass(Duration.ofMinutes(2));
        CallerToken saturday = shield.inward(NUMBER);

        assertThat(saturday).isNotEqualTo(friday);
        assertThat(shield.outward(friday)).hasValue(NUMBER);
        assertThat(shield.outward(saturday)).hasValue(NUMBER);
    }

    @Test
    void another_shield_whose_clock_is_behind_or_ahead_opens_the_same_tokens() {
        CallerToken friday = shield.inward(NUMBER);
        for (int minutes : List.of(-50, 50)) {
            var theirs = new TwoClocks("2026-11-20T23:59:00Z");
            theirs.jump(Duration.ofMinutes(minutes));
            var other = new ShieldIdentities(another(theirs), Recognition.NOBODY);

            assertThat(other.outward(friday)).hasValue(NUMBER);
            assertThat(shield.outward(other.inward(NUMBER))).hasValue(NUMBER);
        }
    }

    @Test
    void a_restarted_shield_opens_what_was_sealed_before() {
        CallerToken token = shield.inward(NUMBER);
        CallerToken withheld = shield.anonymous("call-1;tag-1");

        var restarted = new ShieldIdentities(another(clocks), Recognition.NOBODY);

        assertThat(restarted.inward(NUMBER)).isEqualTo(token);
        assertThat(restarted.outward(token)).hasValue(NUMBER);
        assertThat(restarted.anonymous("call-1;tag-1")).isEqualTo(withheld);
    }

    @Test
    void a_withheld_number_has_a_token_for_each_call_and_nobody_can_dial_it() {
        CallerToken first = shield.anonymous("call-1;tag-1");
        pass(Duration.ofMinutes(2));

        assertThat(shield.anonymous("call-1;tag-1")).as("across midnight").isEqualTo(first);
        assertThat(shield.anonymous("call-2;tag-1")).isNotEqualTo(first);
        assertThat(first.isDialable()).isFalse();
        assertThat(shield.outward(first)).isEmpty();
    }

    @Test
    void a_key_lives_into_its_seventh_day_and_is_destroyed_as_that_begins() throws IOException {
        CallerToken token = shield.inward(NUMBER);
        pass(Duration.ofDays(6));
        assertThat(shield.outward(token)).hasValue(NUMBER);

        pass(Duration.ofMinutes(1));

        assertThat(shield.outward(token)).isEmpty();
        assertThat(another(clocks).ring().epochs()).noneMatch(e -> e.day().equals(FRIDAY));
        String text = Files.readString(certificates().getFirst());
        var certificate = Certificate.parse(text).orElseThrow();
        assertThat(certificate.isSignedBy(keystore.ring().signer().publicKey())).isTrue();
        assertThat(certificate.tombstone().day()).isEqualTo(FRIDAY);
        assertThat(certificate.tombstone().reason()).isEqualTo(Tombstone.Reason.DUE);
        assertThat(shield.outward(new CallerToken(certificate.tombstone().probe()))).isEmpty();
        assertThat(
                        Certificate.parse(text.replace("2026-11-20", "2026-11-19"))
                                .filter(c -> c.isSignedBy(keystore.ring().signer().publicKey())))
                .isEmpty();
    }

    @Test
    void tokens_dumped_before_a_destruction_are_refused_after_it() {
        var dump = new ArrayList<CallerToken>();
        var random = new Random(7);
        for (int call = 0; call < 1_000; call++) {
            dump.add(
                    shield.inward(
                            new PhoneNumber("+4930" + (1_000_000 + random.nextInt(900_000)))));
        }
        assertThat(dump).allMatch(token -> shield.outward(token).isPresent());

        List<String> certificates = keystore.destroy(Optional.of(FRIDAY));

        assertThat(certificates).hasSize(1);
        assertThat(dump).noneMatch(token -> shield.outward(token).isPresent());
        var restarted = new ShieldIdentities(another(clocks), Recognition.NOBODY);
        assertThat(dump).noneMatch(token -> restarted.outward(token).isPresent());
    }

    @Test
    void after_everything_is_destroyed_calls_go_on_under_new_keys() {
        CallerToken before = shield.inward(NUMBER);

        assertThat(keystore.destroy(Optional.empty())).hasSize(1 + KeyRing.DAYS_AHEAD);

        CallerToken after = shield.inward(NUMBER);
        assertThat(after).isNotEqualTo(before);
        assertThat(shield.outward(after)).hasValue(NUMBER);
        assertThat(shield.outward(before)).isEmpty();
    }

    @Test
    void a_destruction_by_another_process_is_seen_at_the_next_turn() {
        CallerToken token = shield.inward(NUMBER);
        another(clocks).destroy(Optional.of(FRIDAY));

        keystore.turn();

        assertThat(shield.outward(token)).isEmpty();
        assertThat(shield.outward(shield.inward(NUMBER))).hasValue(NUMBER);
    }

    @Test
    void t35_thirty_days_forward_or_back_destroy_nothing_and_the_day_goes_on() {
        CallerToken token = shield.inward(NUMBER);
        for (int days : List.of(30, -60, 30)) {
            clocks.jump(Duration.ofDays(days));
            keystore.turn();
            keystore = another(clocks);
            keystore.turn();
            shield = new ShieldIdentities(keystore, Recognition.NOBODY);

            assertThat(shield.inward(NUMBER)).isEqualTo(token);
            assertThat(shield.outward(token)).hasValue(NUMBER);
        }
        assertThat(keystore.report().clockHeld()).isFalse();
        assertThat(keystore.report().destroyed()).isEmpty();
    }

    @Test
    void t35_the_jump_is_reported_and_a_person_may_confirm_it() {
        clocks.jump(Duration.ofDays(30));
        keystore.turn();
        assertThat(keystore.report().clockHeld()).isTrue();
        assertThat(keystore.report().destroyed()).isEmpty();

        keystore.confirmClock();

        assertThat(keystore.report().clockHeld()).isFalse();
        assertThat(keystore.report().destroyed()).hasSize(3);
        assertThat(keystore.report().today()).isEqualTo("2026-12-20");
    }

    @Test
    void t34_keys_overdue_after_a_long_outage_are_destroyed_a_day_after_it_and_none_early() {
        CallerToken token = shield.inward(NUMBER);
        clocks.reboot(Duration.ofDays(9));
        keystore = another(clocks);
        shield = new ShieldIdentities(keystore, Recognition.NOBODY);
        assertThat(keystore.report().overdue()).contains(FRIDAY.toString());
        CallerToken fresh = shield.inward(NUMBER);

        for (int hour = 0; hour < 24; hour++) {
            pass(Duration.ofHours(1));
        }

        assertThat(keystore.report().overdue()).isEmpty();
        assertThat(shield.outward(token)).isEmpty();
        assertThat(shield.outward(fresh)).hasValue(NUMBER);
    }

    @Test
    void a_key_that_a_wrong_clock_made_for_a_far_day_lives_no_longer_than_others() {
        clocks.reboot(Duration.ofDays(300));
        keystore = another(clocks);
        shield = new ShieldIdentities(keystore, Recognition.NOBODY);
        CallerToken stray = shield.inward(NUMBER);
        clocks.jump(Duration.ofDays(-300));
        keystore.turn();
        pass(Duration.ofHours(25));
        assertThat(shield.outward(stray)).hasValue(NUMBER);

        for (int day = 0; day < 8; day++) {
            pass(Duration.ofDays(1));
        }

        assertThat(shield.outward(stray)).isEmpty();
    }

    @Test
    void a_certificate_lost_to_a_kill_is_written_at_the_next_start() throws IOException {
        keystore.destroy(Optional.of(FRIDAY));
        Path file = certificates().getFirst();
        String text = Files.readString(file);
        Files.delete(file);

        another(clocks);

        assertThat(file).content().isEqualTo(text);
    }

    @Test
    void many_processes_turning_at_midnight_make_one_key_a_day() throws Exception {
        var shields = new ArrayList<EpochKeystore>();
        for (int i = 0; i < 8; i++) {
            shields.add(another(clocks));
        }
        clocks.pass(Duration.ofMinutes(2));
        try (var pool = Executors.newFixedThreadPool(8)) {
            var turns = shields.stream().map(this::turning).toList();
            for (var done : pool.invokeAll(turns)) {
                done.get();
            }
        }
        assertThat(shields).allMatch(one -> one.current().serial() == 2);
        assertThat(another(clocks).ring().epochs())
                .extracting(Epoch::serial)
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_missing_key_file_or_a_foreign_one_is_named() throws IOException {
        Path key = data.resolve("shield/key/unseal.key");
        byte[] right = Files.readAllBytes(key);
        Files.delete(key);
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> another(clocks))
                .withMessageContaining("unseal.key")
                .withMessageContaining("put back");

        right[3] ^= 1;
        Files.write(key, right);
        Files.setPosixFilePermissions(
                key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() -> another(clocks))
                .withMessageContaining("does not open with the key in");
    }

    @Test
    void a_wrong_passphrase_is_said_in_a_sentence() {
        Path other = data.resolve("other");
        var right = KeySettings.in(other, Optional.of("correct horse"));
        byte[] signer = EpochKeystore.open(right, clocks).ring().signer().publicKey();

        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(() ->
                        EpochKeystore.open(
                                KeySettings.in(other, Optional.of("battery staple")), clocks))
                .withMessageContaining("does not open with this passphrase")
                .withMessageNotContaining("battery");
        assertThatExceptionOfType(KeysUnavailable.class)
                .isThrownBy(
                        () -> EpochKeystore.open(KeySettings.in(other, Optional.empty()), clocks))
                .withMessageContaining("needs a passphrase");
        assertThat(EpochKeystore.open(right, clocks).ring().signer().publicKey()).isEqualTo(signer);
        assertThat(new Unsealing.Passphrase("x").toString()).doesNotContain("x)");
    }

    private Callable<Boolean> turning(EpochKeystore one) {
        return () -> {
            one.turn();
            return true;
        };
    }

    private void pass(Duration time) {
        clocks.pass(time);
        keystore.turn();
    }

    private EpochKeystore another(SteadyClock theirs) {
        return EpochKeystore.open(KeySettings.in(data, Optional.empty()), theirs);
    }

    private List<Path> certificates() throws IOException {
        try (var files = Files.list(data.resolve("shield/certificates"))) {
            return files.toList();
        }
    }
}
