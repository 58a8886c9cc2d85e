package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.earshot.app.CallersAtSteps.Place.CODE_KEYED;
import static org.earshot.app.CallersAtSteps.Place.CODE_READ;
import static org.earshot.app.CallersAtSteps.Place.CONSENT;
import static org.earshot.app.CallersAtSteps.Place.LANGUAGE;
import static org.earshot.app.CallersAtSteps.Place.MENU;
import static org.earshot.app.CallersAtSteps.Place.NOTE;
import static org.earshot.app.CallersAtSteps.Place.NO_WRITER;
import static org.earshot.app.CallersAtSteps.Place.REPORT;
import static org.earshot.app.CallersAtSteps.Place.SLOTS;
import static org.earshot.app.CallersAtSteps.Place.STATUS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.earshot.audio.Levels;
import org.earshot.audio.Sound;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.OutgoingCall;
import org.earshot.caller.SimulatedCaller;
import org.earshot.calls.CallEvent;
import org.earshot.rights.Role;
import org.earshot.telephony.Dtmf;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole line on the real Asterisk, PostgreSQL and Vosk: calls become cases, whatever is killed
/// meanwhile.
class HotlineIT {

    private static final Logger LOG = LoggerFactory.getLogger(HotlineIT.class);

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    private static final int CALLS = 10;

    private static final int SIPP_CALLS = 20;

    /// Callers who understand what they hear: each takes some of a processor.
    private static final int EARS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Hotline hotline;
    private static final Dtmf ONE = new Dtmf('1');
    private static Crowd crowd;

    /// A-law has no zero (ITU-T G.711): its quietest sample is 8 of 32,768.
    private static final double ALAW_SILENCE = 9 / 32_768.0;

    @BeforeAll
    static void start() throws IOException {
        hotline = new Hotline();
        crowd = new Crowd(hotline.watch(), CALLS);
    }

    @AfterAll
    static void stop() throws IOException {
        hotline.close();
    }

    @Test
    void calls_become_cases_that_hold_what_was_said_and_agreed_and_nowhere_the_callers_number()
            throws Exception {
        Set<String> before = numbers();
        DemoCaller.Told told;

        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var recorded = pool.submit(() -> report("en-bribe.wav", Locale.ENGLISH, "1111"));
            var textOnly = pool.submit(() -> report("zh-leak.wav", Locale.CHINESE, "2211"));
            told = recorded.get();
            assertThat(textOnly.get().queryCode()).hasSize(16);
        }

        awaitCases(before, 2);
        CaseReport report = caseIn("en", before);
        assertThat(textOf(report)).contains("boss", "bribe", "foreign company");
        assertThat(report.category()).isEqualTo("CORRUPTION");
        assertThat(recordingOf(report).sealed()).isTrue();
        assertThat(recordingOf(report).lengthMillis())
                .isBetween(told.length().toMillis() - 500, told.length().toMillis() + 500);
        assertThat(told.queryCode()).hasSize(16);
        CaseReport unrecorded = caseIn("zh", before);
        assertThat(textOf(unrecorded)).contains("同事", "泄露", "机密");
        assertThat(Levels.rms(hotline.callersLeg(unrecorded))).isLessThan(ALAW_SILENCE);
        Nowhere.assertNumber(hotline.data(), DemoCaller.NUMBER);
    }

    @Test
    void calls_by_sipp_ten_at_once_are_a_case_each_and_no_plain_sound_is_on_disk()
            throws Exception {
        Set<String> before = numbers();

        assertThat(hotline.sipp("uac-report-hangup-expect-case.xml", SIPP_CALLS, 10)).isZero();

        awaitCases(before, SIPP_CALLS);
        assertThat(casesAfter(before))
                .allSatisfy(it -> {
                    assertThat(textOf(it)).isNotBlank();
                    assertThat(recordingOf(it).sealed()).isTrue();
                    assertThat(recordingOf(it).gapMillis()).isLessThan(1_000);
                    assertThat(Levels.rms(hotline.callersLeg(it))).isGreaterThan(0.005);
                });
        Nowhere.assertVoice(
                hotline.data(), Files.readAllBytes(Path.of("test-audio/en-fraud.alaw")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ari", "agi"})
    void keys_by_sip_info_lead_the_same_way_and_nothing_else_passes_the_shield(String adapter)
            throws Exception {
        try (var caller = caller();
                OutgoingCall call = caller.dial(adapter)) {
            call.awaitFirstAudio(PATIENCE);
            call.pressByInfo(ONE, ONE, ONE, ONE);
            String id = hotline.watch().newestCall().orElseThrow();

            assertThat(hotline.watch().await(id, CallEvent.ReportBegun.class, PATIENCE))
                    .isPresent();
            assertThat(call.inform("text/plain", "x")).isEqualTo(415);
            assertThat(call.inform("application/dtmf-relay", "Signal=12")).isEqualTo(400);
            call.hangUp();
        }
    }

    @Test
    void the_flow_page_shows_a_caller_at_the_step_where_the_caller_is() throws Exception {
        hotline.keepDraft("main", yaml -> yaml.replace("timeout: 4s", "timeout: 6s"));
        Sound voice = Hotline.shipped("en-bribe.wav");

        try (var caller = caller();
                var pool = Executors.newVirtualThreadPerTaskExecutor();
                OutgoingCall call = caller.dial("hotline")) {
            call.awaitFirstAudio(PATIENCE);
            call.press(ONE, ONE, ONE, ONE);
            String id = hotline.watch().newestCall().orElseThrow();
            assertThat(hotline.watch().await(id, CallEvent.ReportBegun.class, PATIENCE))
                    .isPresent();
            Future<?> speaking = pool.submit(() -> speakOn(call, voice));
            try {
                List<String> invited = hotline.invite("ann", "carl");
                PageTests.pass(
                        new PageTests.Told(
                                hotline.site().httpPort(),
                                SignedInStaff.at(hotline.data(), Role.SUPERVISOR),
                                "report/report",
                                "main",
                                invited));
            } finally {
                speaking.cancel(true);
            }
            call.hangUp();
        }
    }

    /// Who is silent has ended the report.
    private static @Nullable Void speakOn(OutgoingCall call, Sound voice) throws Exception {
        while (call.isUp()) {
            call.speak(voice);
        }
        return null;
    }

    @Test
    void the_core_is_killed_and_twenty_callers_go_on_where_they_were_and_hear_no_silence()
            throws Exception {
        Set<String> before = numbers();

        try (var callers = new CallersAtSteps(hotline)) {
            callers.call(NO_WRITER, CODE_READ, CODE_KEYED, REPORT, STATUS, NOTE, SLOTS);
            callers.call(MENU, CONSENT, LANGUAGE);
            assertThat(callers.people()).hasSize(20);
            long killed = System.nanoTime();
            hotline.kill("corePid");
            awaitGoingOn(callers);
            Map<String, Duration> silences = silences(callers, killed);

            LOG.info("silence after the core was killed: {}", silences);
            assertThat(silences.values()).allMatch(it -> it.compareTo(LONGEST_SILENCE) <= 0);
            assertThat(callers.people()).allMatch(it -> it.call().isUp());
            assertWhereTheyWere(callers);
            callers.hangUp();
        }

        awaitCases(before, 6); // three had begun to report, over each adapter
    }

    private static void awaitGoingOn(CallersAtSteps callers) {
        await().atMost(PATIENCE)
                .until(() ->
                        callers.people().stream()
                                .noneMatch(it -> callers.playedSince(it).isEmpty()));
    }

    private static Map<String, Duration> silences(CallersAtSteps callers, long from) {
        long to = System.nanoTime();
        return callers.people().stream()
                .collect(
                        Collectors.toMap(
                                it -> it.place() + " " + it.id(),
                                it -> CallersAtSteps.longestSilence(it, from, to)));
    }

    private static void assertWhereTheyWere(CallersAtSteps callers) {
        assertThat(callers.people())
                .allSatisfy(it -> {
                    assertThat(callers.since(it).getFirst())
                            .isEqualTo(new CallEvent.Resumed(it.place().step));
                    assertThat(callers.playedSince(it).getFirst()).isEqualTo(it.place().first);
                });
    }

    @Test
    void the_number_shield_is_killed_and_calls_go_on_and_end_as_they_should() throws Exception {
        Set<String> before = numbers();

        try (var caller = caller()) {
            List<OutgoingCall> calls = crowd.inReport(caller, false);
            long ended = endedByCaller();
            hotline.kill("shieldPid");

            assertThat(calls).allMatch(OutgoingCall::isUp);
            calls.forEach(OutgoingCall::close); // BYE is repeated until a shield is there again
            await().atMost(PATIENCE).until(() -> endedByCaller() == ended + CALLS);
        }

        awaitCases(before, CALLS);
    }

    @Test
    void the_speech_worker_is_killed_and_every_transcript_is_made_also_where_no_sound_may_be_kept()
            throws Exception {
        Set<String> before = numbers();

        try (var caller = caller()) {
            List<OutgoingCall> calls = crowd.inReport(caller, true);
            crowd.speakAtOnce(
                    calls, Hotline.shipped("en-bribe.wav"), () -> hotline.kill("speechWorkerPid"));
            assertThat(calls).allMatch(OutgoingCall::isUp);
            for (OutgoingCall call : calls) {
                call.hangUp();
            }
        }

        awaitCases(before, CALLS);
        assertThat(casesAfter(before))
                .allSatisfy(it ->
                        assertThat(List.of("boss", "bribe", "foreign", "company"))
                                .as("what is left in '%s'", textOf(it))
                                .filteredOn(textOf(it)::contains)
                                .hasSizeGreaterThanOrEqualTo(2))
                .filteredOn(it -> textOf(it).contains("foreign company"))
                .as("understood to the last word: a packet may be lost on a busy machine")
                .hasSizeGreaterThan(CALLS / 2);
        assertThat(casesAfter(before))
                .filteredOn(it -> Levels.rms(hotline.callersLeg(it)) < ALAW_SILENCE)
                .as("kept as text only")
                .hasSize(CALLS / 2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hotline.drafts()).as("kept no longer").isEmpty());
    }

    @Test
    void a_core_that_stands_still_when_callers_hang_up_hears_them_to_the_end() throws Exception {
        Set<String> before = numbers();

        try (var caller = caller()) {
            List<OutgoingCall> calls = crowd.inReport(caller, true);
            crowd.speakAtOnce(
                    calls,
                    Hotline.shipped("en-bribe.wav"),
                    () -> hotline.signal("STOP", "corePid"));
            calls.forEach(OutgoingCall::close);
            hotline.signal("CONT", "corePid");
        }

        awaitCases(before, CALLS);
        assertThat(casesAfter(before))
                .allSatisfy(it -> assertThat(textOf(it)).contains("foreign company"));
    }

    @Test
    void postgresql_is_killed_and_no_code_that_was_spoken_is_lost() throws Exception {
        Sound voice = Hotline.shipped("en-bribe.wav");
        var teller = teller(Locale.ENGLISH);
        List<Callable<DemoCaller.Told>> calls =
                IntStream.range(0, EARS)
                        .<Callable<DemoCaller.Told>>mapToObj(
                                _ -> () -> teller.call(new DemoCaller.Script(voice, "1111", 16)))
                        .toList();

        List<DemoCaller.Told> told = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<DemoCaller.Told>> running = calls.stream().map(pool::submit).toList();
            await().atMost(PATIENCE)
                    .until(() -> hotline.watch().count(CallEvent.ReportEnded.class) > 0);
            hotline.kill("postgresPid");
            for (Future<DemoCaller.Told> call : running) {
                told.add(call.get());
            }
        }

        assertThat(told)
                .hasSize(EARS)
                .allSatisfy(it -> assertThat(status(it.queryCode())).isEqualTo(200));
    }

    @Test
    void what_is_done_to_a_case_is_in_a_log_that_a_witness_cosigns(@TempDir Path temp)
            throws Exception {
        Set<String> before = numbers();
        Path wav = temp.resolve("call.wav");
        String number;

        hotline.signal("STOP", "witnessPid");
        try {
            assertThat(report("en-bribe.wav", Locale.ENGLISH, "1111").queryCode())
                    .as("intake goes on")
                    .isNotEmpty();
            awaitCases(before, 1);
            number = casesAfter(before).getFirst().trackingNumber();
            assertThat(hotline.command("case", "show", number, "--purpose", "asked by the caller"))
                    .isZero();
            assertThat(hotline.command("recording", "export", number, wav.toString())).isOne();
            assertThat(wav).doesNotExist();
        } finally {
            hotline.signal("CONT", "witnessPid");
        }
        assertThat(hotline.command("recording", "export", number, wav.toString())).isZero();

        assertThat(wav).isNotEmptyFile();
        assertThat(hotline.output("audit", "tail", "--lines", "1000"))
                .contains("case.open", "case.code", "case.screen", "case.read", "recording.export")
                .doesNotContain("asked by", "bribe");
        assertThat(
                        hotline.command(
                                "audit",
                                "verify",
                                "--witness",
                                hotline.data().resolve("witness/checkpoint").toString(),
                                "--witness-key",
                                Files.readString(hotline.data().resolve("audit/witness.vkey"))
                                        .strip()))
                .isZero();
    }

    private static DemoCaller.Told report(String wav, Locale language, String keys)
            throws Exception {
        return teller(language).call(new DemoCaller.Script(Hotline.shipped(wav), keys, 16));
    }

    private static CaseReport caseIn(String language, Set<String> before) {
        return casesAfter(before).stream()
                .filter(it -> it.language().equals(language))
                .findFirst()
                .orElseThrow();
    }

    private static DemoCaller teller(Locale language) throws IOException {
        return new DemoCaller(
                hotline.site().sip(),
                hotline.software().prompts(),
                language,
                InstantSource.system());
    }

    private static SimulatedCaller caller() throws IOException {
        return new SimulatedCaller(
                new CallerSettings(hotline.site().sip(), InetAddress.getLoopbackAddress())
                        .withNumber(DemoCaller.NUMBER));
    }

    private static long endedByCaller() {
        return hotline.watch().all(CallEvent.Ended.class).stream()
                .filter(end -> end.by().equals("caller"))
                .count();
    }

    /// As many, each once, and all of them sorted.
    private static void awaitCases(Set<String> before, int calls) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(casesAfter(before))
                                .hasSize(calls)
                                .allSatisfy(it -> assertThat(it.category()).isNotNull()));
        assertThat(casesAfter(before).stream().map(it -> it.call().id())).doesNotHaveDuplicates();
    }

    private static List<CaseReport> casesAfter(Set<String> before) {
        return hotline.cases().stream()
                .filter(it -> !before.contains(it.trackingNumber()))
                .toList();
    }

    private static String textOf(CaseReport report) {
        return Objects.requireNonNull(report.transcript(), "no transcript").text();
    }

    private static CaseReport.RecordingPart recordingOf(CaseReport report) {
        return Objects.requireNonNull(report.recording(), "no recording");
    }

    private static Set<String> numbers() {
        var numbers = new HashSet<String>();
        hotline.cases().forEach(it -> numbers.add(it.trackingNumber()));
        return numbers;
    }

    private static int status(String code) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:"
                                                    + hotline.site().httpPort()
                                                    + "/v1/status"))
                            .header("content-type", "application/json")
                            .POST(
                                    HttpRequest.BodyPublishers.ofString(
                                            "{\"code\":\"" + code + "\"}"))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
