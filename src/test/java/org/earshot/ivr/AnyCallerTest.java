package org.earshot.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Callers who press, say and do anything, in a flow with a step of every kind.
@DisplayName("Whatever a caller does")
class AnyCallerTest {

    private static final int CALLERS = 2_000;

    private static final String HEAD = "start: hello\nperson: {key: 0, next: wait}\noutcome: [x]\n";

    private static final String EVERY_KIND =
            """
            hello: {kind: menu, say: [a], inEachLanguage: true, keys: {1: {next: consent, language: zh}, 2: {next: words}, 3: {next: status}}, timeout: 3s, attempts: 2, invalid: [invalid], silence: [silence], otherwise: consent}
            consent: {kind: consent, say: [b], keys: {1: {consent: recorded, next: report}}, timeout: 3s, attempts: 2, otherwise: {consent: minutes-only, next: digits}}
            report: {kind: report, say: [c], interrupted: [d], stopKeys: "#", silence: 4s, limit: 1m, next: code}
            code: {kind: code, say: [a], again: [b], times: 2, group: 4, confirm: {say: [c], timeout: 4s, pause: 2s, attempts: 2, wrong: [wrong]}, next: slow, unconfirmed: slow, otherwise: slow}
            slow: {kind: set, set: {x: "1"}, pace: slow, next: digits}
            digits: {kind: collect, say: [d], into: y, least: 2, most: 4, pause: 2s, timeout: 3s, attempts: 2, next: ask, otherwise: ask}
            ask: {kind: hook, hook: verify, send: [y], into: {z: /z}, timeout: 2s, next: survey, otherwise: survey}
            survey: {kind: survey, survey: s, questions: [{id: q, say: [a], keys: "123", timeout: 2s, attempts: 2}], comment: {say: [b], stopKeys: "#", silence: 3s, limit: 20s}, next: hours}
            hours: {kind: hours, calendar: office, open: choose, closed: back}
            choose: {kind: choose, cases: [{when: {variable: y, is: "12"}, next: wait}], otherwise: sub}
            words: {kind: listen, say: [e], choices: {1: {words: {en: [yes]}, next: note}, 2: {words: {en: [no]}, next: report}}, timeout: 3s, attempts: 2, otherwise: back}
            status: {kind: status, enter: {say: [a], timeout: 3s, pause: 2s, attempts: 2, wrong: [wrong]}, next: note, otherwise: back, unavailable: back}
            note: {kind: add-note, say: [b], interrupted: [c], stopKeys: "#", silence: 3s, limit: 30s, next: back, otherwise: back, unavailable: back}
            wait: {kind: queue, queue: agents, say: [a], every: 10s, callback: {key: 1, say: [b], after: 20s, next: back}, longest: 40s, next: sub, otherwise: emergency}
            emergency: {kind: emergency, say: [a], target: duty, ring: 9s, next: transfer, otherwise: transfer}
            transfer: {kind: transfer, say: [a], target: duty, ring: 9s, next: back, otherwise: back}
            back: {kind: callback, say: [d], calendar: office, offered: 3, timeout: 3s, attempts: 2, next: sub, otherwise: sub}
            sub: {kind: call, flow: other, next: bye}
            bye: {kind: hangup, say: [e]}
            """;

    @Test
    void what_begins_ends_and_the_call_too() {
        var everyKind = FlowHarness.read("test", HEAD, EVERY_KIND);
        var other = FlowHarness.read("other", "start: end\n", "end: {kind: return}\n");
        int regular = 0;
        for (int seed = 0; seed < CALLERS; seed++) {
            var call = new FlowHarness();
            var random = new Random(seed);
            live(call, random);
            for (int act = 0; act < random.nextInt(14); act++) {
                act(call.caller, random);
            }
            if (random.nextBoolean()) {
                call.caller.hangsUpAt(Duration.ofMillis(random.nextInt(90_000)));
            }
            call.flow(everyKind).flow(other);

            var by = call.endOf();

            assertThat(call.caller.endedBy()).as("caller %d", seed).contains(by);
            assertBalanced(call.house, seed);
            regular += by == Hangup.By.FLOW ? 1 : 0;
        }
        assertThat(regular).isBetween(CALLERS / 4, CALLERS * 3 / 4);
    }

    /// How the house happens to be.
    private static void live(FlowHarness call, Random random) {
        if (random.nextBoolean()) {
            call.house.agentComesAfter(Duration.ofSeconds(random.nextInt(60)));
        }
        if (random.nextBoolean()) {
            call.house.hooksFail();
        }
        if (random.nextBoolean()) {
            call.house.knowsCase(new CaseInquiry.LookUp.Found(CaseInquiry.State.CLOSED));
            call.house.free(RecordingHouse.TODAY.atTime(15, 0));
        }
        call.house.is(random.nextBoolean() ? Facts.Opening.OPEN : Facts.Opening.CLOSED);
    }

    private static void act(ScriptedLine caller, Random random) {
        switch (random.nextInt(7)) {
            case 0 -> caller.presses(String.valueOf("0123456789*#".charAt(random.nextInt(12))));
            case 1 -> caller.presses(String.valueOf(random.nextInt(4)));
            case 2 -> caller.presses(RecordingHouse.CODE);
            case 3 -> caller.speaks(Duration.ofSeconds(random.nextInt(90)));
            case 4 -> caller.waits(Duration.ofMillis(random.nextInt(20_000)));
            case 5 -> caller.says(random.nextBoolean() ? "yes" : "perhaps");
            default -> caller.hears("beep");
        }
    }

    private static void assertBalanced(RecordingHouse house, int seed) {
        var acts = house.acts();
        for (var what : new String[] {"report", "note", "comment"}) {
            assertThat(acts.stream().filter((what + " begun")::equals).count())
                    .as("%s of caller %d", what, seed)
                    .isEqualTo(
                            acts.stream().filter(act -> act.startsWith(what + " ended")).count());
        }
        assertThat(acts.stream().filter("joined agents"::equals).count())
                .as("queue of caller %d", seed)
                .isEqualTo(
                        acts.stream().filter("left the queue"::equals).count()
                                + acts.stream().filter("talked"::equals).count());
        assertThat(acts.stream().filter(act -> act.startsWith("outcome")).count()).isEqualTo(1);
    }
}
