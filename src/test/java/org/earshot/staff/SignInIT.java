package org.earshot.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earshot.rights.Role.ADMINISTRATOR;
import static org.earshot.rights.Role.AGENT;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Signing in")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class SignInIT {

    @TempDir private static Path directory;

    private House house;
    private Staff staff;
    private Entrant kim;

    @BeforeEach
    void open(Database db) throws InterruptedException {
        house = new House(db, directory);
        staff = house.staff;
        kim = Entrant.enrolled(house, house.person(AGENT));
    }

    @Test
    void takes_a_password_and_a_code() throws InterruptedException {
        var entered = kim.enters();

        var signedIn = staff.sessions().find(entered.token()).orElseThrow();
        assertThat(signedIn.person()).isEqualTo(kim.person().id());
        assertThat(signedIn.subject().roles()).containsExactly(AGENT);
        assertThat(entered.token()).hasSize(43).isNotEqualTo(kim.enters().token());
    }

    @Test
    void tells_nothing_by_being_wrong() throws InterruptedException {
        int leaves = house.leaves().size();

        assertThat(kim.password("wrong wrong wrong")).isEqualTo(new SignInAnswer.Refused());
        assertThat(staff.signIn().password("nobody", Entrant.PASSWORD, kim.from()))
                .isEqualTo(new SignInAnswer.Refused());
        assertThat(staff.signIn().password("../ 올빼미 '\u0000", "x", kim.from()))
                .isEqualTo(new SignInAnswer.Refused());
        assertThat(house.leaves()).hasSize(leaves + 3);
    }

    @Test
    void takes_no_code_twice_in_any_order() throws InterruptedException {
        house.clock.advance(Duration.ofMinutes(1));
        String code = kim.code();
        var first = kim.attempt();
        var second = kim.attempt();

        assertThat(kim.gives(first, code)).isInstanceOf(SignInAnswer.Entered.class);
        assertThat(kim.gives(second, code)).isEqualTo(new SignInAnswer.Refused());
        assertThat(kim.gives(first, code)).isEqualTo(new SignInAnswer.Over());
    }

    @Test
    void of_many_who_give_one_code_at_once_lets_one_in() throws Exception {
        house.clock.advance(Duration.ofMinutes(1));
        String code = kim.code();
        var attempt = kim.attempt();

        var answers = together(20, () -> kim.gives(attempt, code));

        assertThat(answers.getOrDefault("Entered", 0)).isEqualTo(1);
    }

    @Test
    void asks_the_password_again_after_five_wrong_codes() throws InterruptedException {
        house.clock.advance(Duration.ofMinutes(1));
        String right = kim.code();
        String wrong = right.equals("000000") ? "000001" : "000000";
        var attempt = kim.attempt();

        for (int i = 0; i < 5; i++) {
            assertThat(kim.gives(attempt, wrong)).isEqualTo(new SignInAnswer.Refused());
            house.nanos.addAndGet(Duration.ofHours(2).toNanos());
        }
        assertThat(kim.gives(attempt, right)).isEqualTo(new SignInAnswer.Over());
    }

    @Test
    void gives_up_an_attempt_after_five_minutes() throws InterruptedException {
        var attempt = kim.attempt();
        house.clock.advance(Duration.ofMinutes(5));

        assertThat(kim.gives(attempt, kim.code())).isEqualTo(new SignInAnswer.Over());
    }

    @Test
    void takes_each_recovery_code_once() throws Exception {
        var code = kim.recovery().getFirst();
        var attempts = List.of(kim.attempt(), kim.attempt());

        assertThat(kim.gives(attempts.getFirst(), code.toLowerCase(Locale.ROOT)))
                .isInstanceOf(SignInAnswer.Entered.class);
        assertThat(kim.gives(attempts.getLast(), code)).isEqualTo(new SignInAnswer.Refused());
        assertThat(kim.gives(attempts.getLast(), kim.recovery().get(1)))
                .isInstanceOf(SignInAnswer.Entered.class);
    }

    @Test
    void is_not_slowed_down_by_strangers() throws InterruptedException {
        var entered = kim.enters();
        for (int i = 0; i < 100; i++) {
            staff.signIn()
                    .password(kim.person().signInName(), "guess " + i, new Origin("net:x", null));
        }
        String name = kim.person().signInName();

        assertThat(staff.signIn().password(name, Entrant.PASSWORD, new Origin("net:x", null)))
                .isInstanceOf(SignInAnswer.Wait.class);
        assertThat(staff.signIn().password(name, Entrant.PASSWORD, new Origin("net:y", null)))
                .isInstanceOf(SignInAnswer.SecondFactor.class);
        assertThat(
                        staff.signIn()
                                .password(
                                        name,
                                        Entrant.PASSWORD,
                                        new Origin("net:x", entered.device())))
                .isInstanceOf(SignInAnswer.SecondFactor.class);
    }

    @Test
    void is_over_after_half_an_hour_of_nothing_and_after_twelve_hours_of_anything()
            throws InterruptedException {
        var idle = kim.enters().token();
        house.clock.advance(Duration.ofMinutes(31));
        assertThat(staff.sessions().find(idle)).isEmpty();

        var busy = kim.enters().token();
        for (int minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
            house.clock.advance(Duration.ofMinutes(20));
            assertThat(staff.sessions().find(busy)).isPresent();
        }
        house.clock.advance(Duration.ofMinutes(20));
        assertThat(staff.sessions().find(busy)).isEmpty();
    }

    @Test
    void is_over_when_the_clock_is_set_back_or_forward_by_a_month() throws InterruptedException {
        var token = kim.enters().token();
        house.clock.advance(Duration.ofDays(-30));
        assertThat(staff.sessions().find(token)).isEmpty();
        house.clock.advance(Duration.ofDays(60));
        assertThat(staff.sessions().find(token)).isEmpty();

        assertThat(kim.enters()).isNotNull(); // and nobody is locked out by it
    }

    @Test
    void a_stolen_token_is_worth_nothing_after_signing_out() throws InterruptedException {
        var stolen = kim.enters().token();
        var other = kim.enters().token();
        staff.sessions().signOut(staff.sessions().find(stolen).orElseThrow());

        assertThat(staff.sessions().find(stolen)).isEmpty();
        assertThat(staff.sessions().find(other)).isPresent();
        assertThat(staff.sessions().find("")).isEmpty();
        assertThat(staff.sessions().find("A".repeat(43))).isEmpty();
    }

    @Test
    void a_token_of_an_attempt_is_nobody() throws InterruptedException {
        assertThat(staff.sessions().find(kim.attempt())).isEmpty();
    }

    @Test
    void ends_with_another_role_a_new_invitation_and_with_leaving() throws InterruptedException {
        var beforeRoles = kim.enters().token();
        staff.people().setRoles(House.CONSOLE, kim.person().id(), Set.of());
        assertThat(staff.sessions().find(beforeRoles)).isEmpty();

        var beforeInvitation = kim.enters().token();
        staff.enrolment().invite(House.CONSOLE, kim.person().id(), Enrolment.USUAL);
        assertThat(staff.sessions().find(beforeInvitation)).isEmpty();
        assertThat(kim.password(Entrant.PASSWORD)).isEqualTo(new SignInAnswer.Refused());

        var again = Entrant.enrolled(house, kim.person());
        var beforeLeaving = again.enters().token();
        staff.people().leave(House.CONSOLE, kim.person().id(), null);
        assertThat(staff.sessions().find(beforeLeaving)).isEmpty();
        assertThat(again.password(Entrant.PASSWORD)).isEqualTo(new SignInAnswer.Refused());
    }

    @Test
    void an_invitation_is_good_once_and_for_a_day() throws InterruptedException {
        var lee = house.person(AGENT);
        String code = staff.enrolment().invite(House.CONSOLE, lee.id(), Enrolment.USUAL);
        var enrolled = Entrant.enrolled(house, lee, code);

        assertThat(enrolled.enters()).isNotNull();
        assertThat(staff.enrolment().begin(code, Entrant.PASSWORD, kim.from()))
                .isEqualTo(new SignInAnswer.Refused());

        String late = staff.enrolment().invite(House.CONSOLE, lee.id(), Enrolment.USUAL);
        house.clock.advance(Duration.ofDays(1));
        assertThat(staff.enrolment().begin(late, Entrant.PASSWORD, kim.from()))
                .isEqualTo(new SignInAnswer.Refused());
        house.clock.advance(Duration.ofDays(-30));
        assertThat(staff.enrolment().begin(late, Entrant.PASSWORD, kim.from()))
                .isEqualTo(new SignInAnswer.Refused());
    }

    @Test
    void two_hundred_at_once_take_turns_or_are_told_to_come_back() throws Exception {
        var right = new AtomicInteger();
        var answers =
                together(
                        200,
                        () ->
                                right.incrementAndGet() % 4 == 0
                                        ? kim.password(
                                                Entrant.PASSWORD, "net:" + right.incrementAndGet())
                                        : kim.password("wrong wrong", "net:" + right.get()));

        assertThat(answers.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
        assertThat(answers.keySet()).isSubsetOf("SecondFactor", "Refused", "Busy", "Wait");
        assertThat(kim.enters()).isNotNull();
    }

    @Test
    void what_people_change_needs_the_password_and_ends_their_other_sessions()
            throws InterruptedException {
        var other = kim.enters().token();
        var who = staff.sessions().find(kim.enters().token()).orElseThrow();
        String name = kim.person().signInName();

        assertThatThrownBy(() ->
                        staff.account().changePassword(who, name, "wrong", "quite another one"))
                .hasMessage("this is not your password");
        assertThatThrownBy(
                        () -> staff.account().changePassword(who, name, Entrant.PASSWORD, "short"))
                .isInstanceOf(StaffRefused.class);
        assertThat(staff.sessions().find(other)).isPresent();
        staff.account().changePassword(who, name, Entrant.PASSWORD, "quite another one");

        assertThat(staff.sessions().find(other)).isEmpty();
        assertThat(kim.password(Entrant.PASSWORD)).isEqualTo(new SignInAnswer.Refused());
        assertThat(kim.password("quite another one")).isInstanceOf(SignInAnswer.SecondFactor.class);
        assertThat(staff.account().newRecoveryCodes(who, "quite another one"))
                .hasSize(10)
                .doesNotContainAnyElementsOf(kim.recovery());
    }

    @Test
    void a_new_second_factor_counts_from_its_first_code_on() throws InterruptedException {
        var who = staff.sessions().find(kim.enters().token()).orElseThrow();
        String name = kim.person().signInName();
        var begun = staff.account().beginCodes(who, name, Entrant.PASSWORD);
        var renewed = kim.withSecret(begun.getFirst());

        assertThat(kim.enters()).isNotNull();
        house.clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> staff.account().confirmCodes(who, kim.code()))
                .isInstanceOf(StaffRefused.class);
        staff.account().confirmCodes(who, renewed.code());

        assertThat(renewed.enters()).isNotNull();
        house.clock.advance(Duration.ofMinutes(1));
        assertThat(kim.gives(kim.attempt(), kim.code())).isEqualTo(new SignInAnswer.Refused());
    }

    @Test
    void the_first_administrator_is_made_once() throws Exception {
        house.run("DELETE FROM staff_role WHERE role = 'ADMINISTRATOR'");
        var made = new ConcurrentHashMap<String, List<FirstPeople.Made>>();
        var answers =
                together(
                        4,
                        () -> {
                            String name = "adm" + made.size() + Thread.currentThread().threadId();
                            made.put(name, staff.first().make("House", name, name + "-keys"));
                            return name;
                        });
        assertThat(made).hasSize(1);
        assertThat(answers.getOrDefault("StaffRefused", 0)).isEqualTo(3);

        var first = made.values().iterator().next();
        assertThat(first).hasSize(2);
        var entered = Entrant.enrolled(house, first.getFirst().person(), first.getFirst().code());
        var signedIn = staff.sessions().find(entered.enters().token()).orElseThrow();
        assertThat(signedIn.subject().roles()).containsExactly(ADMINISTRATOR);
    }

    @Test
    void leaves_no_secret_in_the_database() throws InterruptedException {
        var token = kim.enters().token();
        var planted =
                Stream.concat(
                                Stream.of(Entrant.PASSWORD, token, kim.secret()),
                                kim.recovery().stream())
                        .toList();
        for (String table :
                List.of(
                        "staff_password",
                        "staff_totp",
                        "staff_recovery_code",
                        "staff_session",
                        "staff_device",
                        "audit_leaf")) {
            String all =
                    house.db.transact(tx ->
                            tx.fetch("SELECT * FROM " + table).formatJSON()
                                    + String.join("", texts(table)));
            assertThat(planted).as(table).noneMatch(all::contains);
        }
    }

    private List<String> texts(String table) {
        return house.db.transact(tx ->
                tx.fetch(
                                "SELECT encode(convert_to(t::text, 'UTF8'), 'escape') FROM "
                                        + table
                                        + " t")
                        .getValues(0, String.class));
    }

    /// @return how often which kind of answer, or failure, came
    private static Map<String, Integer> together(int many, Callable<?> work) throws Exception {
        var counts = new ConcurrentHashMap<String, Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result :
                    threads.invokeAll(
                            IntStream.range(0, many).mapToObj(_ -> kind(work)).toList())) {
                counts.merge(result.get(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Callable<String> kind(Callable<?> work) {
        return () -> {
            try {
                return work.call().getClass().getSimpleName();
            } catch (StaffRefused refused) {
                return "StaffRefused";
            }
        };
    }
}
