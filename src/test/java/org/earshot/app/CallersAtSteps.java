package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.audio.Levels;
import org.earshot.audio.Sound;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.NotHeard;
import org.earshot.caller.OutgoingCall;
import org.earshot.caller.SimulatedCaller;
import org.earshot.calls.CallEvent;
import org.earshot.telephony.Dtmf;

/// People who call at the same time and are at different steps of the shipped flows.
final class CallersAtSteps implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HZ = Sound.TELEPHONE_HZ;
    private static final int FRAME = HZ / 50;
    private static final double AUDIBLE_DBFS = -45;

    private final Hotline hotline;
    private final SimulatedCaller caller;
    private final List<Person> people = new ArrayList<>();
    private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();

    /// Where somebody is to be, and how one gets there: keys pressed at once, for who knows the way
    /// need not listen; keys pressed when the report has begun; the step; what is heard first when
    /// the call is taken up again.
    enum Place {
        CODE_READ("1111", "#", "code", "code-follows"),
        CODE_KEYED("1111", "#1234", "code", "code-follows"),
        REPORT("1111", "", "report", "go-on"),
        STATUS("1121234", "", "status", "enter-code"),
        NOTE("11312", "", "note", "enter-code"),
        SLOTS("1102", "", "offer", "callback-offer"),
        NO_WRITER("131", "", "nobody-writes", "minutes-nobody"),
        MENU("11*", "", "menu", "menu-danger"),
        CONSENT("1", "", "consent", "notice"),
        LANGUAGE("", "", "language", "choose-language");

        private final String keys;
        private final String inReport;
        final String step;
        final String first;

        Place(String keys, String inReport, String step, String first) {
            this.keys = keys;
            this.inReport = inReport;
            this.step = step;
            this.first = first;
        }
    }

    /// One of them.
    record Person(Place place, String id, OutgoingCall call) {}

    CallersAtSteps(Hotline hotline) throws IOException {
        this.hotline = hotline;
        this.caller =
                new SimulatedCaller(
                        new CallerSettings(hotline.site().sip(), InetAddress.getLoopbackAddress())
                                .withNumber(DemoCaller.NUMBER));
    }

    List<Person> people() {
        return people;
    }

    /// Some call, each over both adapters. Returns when they are where they should be.
    void call(Place... places) throws Exception {
        int before = people.size();
        List<Future<?>> moving = new ArrayList<>();
        for (Place place : places) {
            for (String adapter : List.of("ari", "agi")) {
                Person person = dial(place, adapter);
                moving.add(hands.submit(() -> go(person)));
            }
        }
        for (Future<?> one : moving) {
            one.get();
        }
        List<Person> called = people.subList(before, people.size());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(called)
                                .allSatisfy(it -> assertThat(stepOf(it)).contains(it.place.step)));
    }

    private Person dial(Place place, String adapter) throws Exception {
        int before = hotline.watch().calls().size();
        OutgoingCall call = caller.dial(adapter);
        await().atMost(PATIENCE).until(() -> hotline.watch().calls().size() > before);
        var person = new Person(place, hotline.watch().newestCall().orElseThrow(), call);
        people.add(person);
        return person;
    }

    private Void go(Person person) throws NotHeard, InterruptedException {
        person.call.awaitFirstAudio(PATIENCE);
        press(person, person.place.keys);
        if (!person.place.inReport.isEmpty()) {
            hotline.watch().await(person.id, CallEvent.ReportBegun.class, PATIENCE);
            press(person, person.place.inReport);
        }
        if (person.place == Place.REPORT) {
            var _ = hands.submit(() -> speak(person));
        }
        return null;
    }

    /// As long as the call is up: silence would end the report.
    private Void speak(Person person) throws IOException, InterruptedException {
        Sound voice = Hotline.shipped("en-bribe.wav");
        while (person.call.isUp()) {
            person.call.speak(voice);
        }
        return null;
    }

    private static void press(Person person, String keys) throws InterruptedException {
        person.call.press(keys.chars().mapToObj(key -> new Dtmf((char) key)).toArray(Dtmf[]::new));
    }

    /// The step a call is in.
    Optional<String> stepOf(Person person) {
        return hotline.watch().of(person.id).reversed().stream()
                .filter(CallEvent.StepEntered.class::isInstance)
                .map(event -> ((CallEvent.StepEntered) event).step())
                .findFirst();
    }

    /// What happened after the call was taken up again; empty before.
    List<CallEvent> since(Person person) {
        return hotline.watch().of(person.id).stream()
                .dropWhile(event -> !(event instanceof CallEvent.Resumed))
                .toList();
    }

    /// What we played to somebody after the call was taken up again.
    List<String> playedSince(Person person) {
        return since(person).stream()
                .filter(CallEvent.PromptPlayed.class::isInstance)
                .map(event -> ((CallEvent.PromptPlayed) event).prompt())
                .toList();
    }

    /// The longest that somebody heard nothing, counted in the samples that came.
    ///
    /// @param from [System#nanoTime]
    static Duration longestSilence(Person person, long from, long to) {
        short[] heard = person.call.heard().samples();
        int begin = sample(person, from);
        int end = Math.min(sample(person, to), heard.length);
        int longest = 0;
        int silent = 0;
        var frame = new short[FRAME];
        for (int at = begin; at + FRAME <= end; at += FRAME) {
            System.arraycopy(heard, at, frame, 0, FRAME);
            silent = Levels.dbfs(frame) > AUDIBLE_DBFS ? 0 : silent + FRAME;
            longest = Math.max(longest, silent);
        }
        return Duration.ofMillis(longest * 1_000L / HZ);
    }

    private static int sample(Person person, long nanos) {
        return (int) ((nanos - person.call.inviteSentNanos()) / (1_000_000_000 / HZ));
    }

    void hangUp() throws InterruptedException {
        for (Person person : people) {
            person.call.hangUp();
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
        caller.close();
    }
}
