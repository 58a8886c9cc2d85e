package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.CaseInquiry;
import org.earshot.ivr.Consent;
import org.earshot.ivr.Facts;
import org.earshot.ivr.House;
import org.earshot.ivr.IntakeUnavailable;
import org.earshot.ivr.Outbound;
import org.earshot.ivr.QueueDesk;
import org.earshot.ivr.ScriptedLine;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A simulated house")
class SimulatedHouseTest {

    private static final Calendars CALENDARS = new Calendars(List.of());

    private final ScriptedLine line = new ScriptedLine();
    private SimulatedHouse simulated = houseWhere();

    private SimulatedHouse houseWhere(String... phrases) {
        var how = new Circumstances();
        for (var phrase : phrases) {
            assertThat(how.learn(phrase)).as(phrase).isTrue();
        }
        simulated =
                new SimulatedHouse(
                        how, CALENDARS, SimulatedHouse.Time.of(line), new HouseWatch() {});
        return simulated;
    }

    private House where(String... phrases) {
        return houseWhere(phrases).house();
    }

    @Test
    void knows_the_case_of_its_code_and_no_other() {
        var cases = where("the case is result available").cases();

        assertThat(cases.known()).isEqualTo(new CaseInquiry.LookUp.Unknown());
        assertThat(cases.look("1234")).isEqualTo(new CaseInquiry.LookUp.Unknown());
        assertThat(cases.look(SimulatedHouse.CODE))
                .isEqualTo(new CaseInquiry.LookUp.Found(CaseInquiry.State.RESULT_AVAILABLE));
        assertThat(cases.known()).isInstanceOf(CaseInquiry.LookUp.Found.class);
        assertThat(simulated.notes()).containsExactly("case not found", "case found", "case found");
    }

    @Test
    void may_look_nothing_up() {
        assertThat(where("codes are locked").cases().look(SimulatedHouse.CODE))
                .isEqualTo(new CaseInquiry.LookUp.TooMany());
        assertThat(where("cases are away").cases().look(SimulatedHouse.CODE))
                .isEqualTo(new CaseInquiry.LookUp.Unavailable());
        assertThat(where("cases are away", "the case is known").cases().known())
                .isEqualTo(new CaseInquiry.LookUp.Unavailable());
    }

    @Test
    void gives_codes_unless_told_otherwise() {
        var intake = where().intake();

        assertThat(intake.confirmCode(intake.queryCode())).isTrue();
        assertThat(intake.confirmCode("1")).isFalse();
        assertThat(simulated.notes())
                .containsExactly("case opened", "code confirmed", "code wrong");
        assertThatThrownBy(() -> where("no code is to be had").intake().queryCode())
                .isInstanceOf(IntakeUnavailable.class);
    }

    @Test
    void lets_a_caller_wait_on_the_callers_own_clock() throws Hangup {
        var place =
                where("queue agents answers after 90 s", "queue agents has 2 waiting")
                        .queues()
                        .join("agents")
                        .orElseThrow();

        assertThat(place.position()).isEqualTo(3);
        assertThat(place.estimate()).contains(Duration.ofSeconds(90));
        assertThat(place.await(Duration.ofSeconds(60))).isEqualTo(QueueDesk.Outcome.STILL_WAITING);
        assertThat(line.elapsed()).isEqualTo(Duration.ofSeconds(60));
        assertThat(place.position()).isEqualTo(2);
        assertThat(place.await(Duration.ofSeconds(60))).isEqualTo(QueueDesk.Outcome.TALKED);
        assertThat(line.elapsed()).isEqualTo(Duration.ofSeconds(90));
        assertThat(simulated.notes()).containsExactly("queue agents joined", "queue agents talked");
    }

    @Test
    void closes_queues() throws Hangup {
        var queues = where("queue a is closed", "queue b closes after 5 s").queues();

        assertThat(queues.join("a")).isEmpty();
        assertThat(queues.estimate("a")).isEmpty();
        assertThat(queues.join("b").orElseThrow().await(Duration.ofSeconds(9)))
                .isEqualTo(QueueDesk.Outcome.CLOSED);
        assertThat(simulated.notes())
                .containsExactly("queue a refused", "queue b joined", "queue b closed");
    }

    @Test
    void notices_who_hangs_up_while_waiting() throws Hangup {
        line.waits(Duration.ofSeconds(3)).hangsUp();
        var place = where().queues().join("agents").orElseThrow();

        assertThat(place.estimate()).isEmpty();
        assertThatThrownBy(() -> place.await(Duration.ofSeconds(10))).isInstanceOf(Hangup.class);
    }

    @Test
    void books_callbacks_unless_somebody_is_faster() {
        var free = where().callbacks().free("office", 2);

        assertThat(free).hasSize(2);
        assertThat(simulated.house().callbacks().book(free.getLast())).isTrue();
        assertThat(simulated.notes()).containsExactly("callback booked 2026-11-23 14:30");
        assertThat(where("callback times are taken").callbacks().book(free.getFirst())).isFalse();
        assertThat(where("no callback time is free").callbacks().free("office", 3)).isEmpty();
        assertThat(where("callback times are 2026-11-24 10:00").callbacks().free("office", 3))
                .hasSize(1);
        assertThat(where("it is 2027-01-01 08:00").callbacks().today("office"))
                .hasToString("2027-01-01");
    }

    @Test
    void connects_with_targets_as_they_are() throws Hangup {
        var outbound = where("target duty is busy", "target boss does not answer").outbound();

        assertThat(outbound.connect("duty", Duration.ofSeconds(20), false))
                .isEqualTo(Outbound.Outcome.BUSY);
        assertThat(outbound.connect("boss", Duration.ofSeconds(20), true))
                .isEqualTo(Outbound.Outcome.NO_ANSWER);
        assertThat(outbound.connect("other", Duration.ofSeconds(20), true))
                .isEqualTo(Outbound.Outcome.TALKED);
        assertThat(simulated.notes())
                .containsExactly(
                        "transfer duty busy", "emergency boss no answer", "emergency other talked");
    }

    @Test
    void answers_hooks_by_pointers() {
        var hooks = where("the hook verify answers {\"a\": {\"b\": 7}}").hooks();

        assertThat(hooks.ask("verify", Map.of(), Set.of("/a/b"), Duration.ofSeconds(1)))
                .contains(Map.of("/a/b", "7"));
        assertThat(hooks.ask("verify", Map.of(), Set.of("/a"), Duration.ofSeconds(1))).isEmpty();
        assertThat(hooks.ask("other", Map.of(), Set.of(), Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void knows_facts() {
        var facts =
                where(
                                "the office is on holiday",
                                "the screening says FRAUD",
                                "the caller agreed to minutes-only")
                        .facts();

        assertThat(facts.opening("office")).isEqualTo(Facts.Opening.HOLIDAY);
        assertThat(facts.opening("other")).isEqualTo(Facts.Opening.OPEN);
        assertThat(facts.screening()).containsExactly("FRAUD");
        assertThat(facts.consent()).contains(Consent.MINUTES_ONLY);
        assertThat(where().facts().consent()).isEqualTo(Optional.empty());
    }

    @Test
    void notes_what_callers_think() {
        where().surveys().answered("after", "quality", new Dtmf('5'));

        assertThat(simulated.notes()).containsExactly("answered quality 5");
    }

    @Test
    void learns_nothing_from_what_is_not_about_it() {
        assertThat(new Circumstances().learn("presses 1")).isFalse();
    }
}
