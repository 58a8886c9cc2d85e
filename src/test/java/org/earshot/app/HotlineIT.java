package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.earshot.audio.G711;
import org.earshot.audio.Levels;
import org.earshot.audio.Pcm;
import org.earshot.audio.Sound;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.OutgoingCall;
import org.earshot.caller.SimulatedCaller;
import org.earshot.calls.CallEvent;
import org.earshot.leaks.LeakProof;
import org.earshot.leaks.LeakScan;
import org.earshot.telephony.Dtmf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The whole line on the real Asterisk, PostgreSQL and Vosk: calls become cases, whatever is killed
/// meanwhile.
class HotlineIT {

    private static final int CALLS = 10;

    private static final int SIPP_CALLS = 20;

    /// Callers who understand what they hear: each takes some of a processor.
    private static final int EARS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Hotline hotline;

    private static final Dtmf ONE = new Dtmf('1');

    /// A-law has no zero (ITU-T G.711): its quietest sample is 8 of 32,768.
    private static final double ALAW_SILENCE = 9 / 32_768.0;

    @BeforeAll
    static void start() throws IOException {
        hotline = new Hotline();
    }

    @AfterAll
    static void stop() throws IOException {
        hotline.close();
    }

    @Test
    void a_call_becomes_a_case_that_holds_what_was_said_and_nowhere_the_callers_number()
            throws Exception {
        DemoCaller.Told told = report("en-bribe.wav", Locale.ENGLISH, "1111");

        CaseReport report = newest();
        assertThat(textOf(report)).contains("boss", "bribe", "foreign company");
        assertThat(report.category()).isEqualTo("CORRUPTION");
        assertThat(recordingOf(report).sealed()).isTrue();
        assertThat(recordingOf(report).lengthMillis())
                .isBetween(told.length().toMillis() - 500, told.length().toMillis() + 500);
        assertThat(told.queryCode()).hasSize(16);
        assertNumberNowhere();
    }

    @Test
    void a_caller_who_speaks_chinese_and_agrees_to_text_only_is_understood_and_not_recorded()
            throws Exception {
        report("zh-leak.wav", Locale.CHINESE, "2211");

        CaseReport report = newest();
        assertThat(textOf(report)).contains("同事", "泄露", "机密");
        assertThat(Levels.rms(hotline.callersLeg(report))).isLessThan(ALAW_SILENCE);
    }

    @Test
    void calls_by_sipp_five_at_once_are_a_case_each_and_no_plain_sound_is_on_disk()
            throws Exception {
        Set<String> before = numbers();

        assertThat(hotline.sipp("uac-report-hangup-expect-case.xml", SIPP_CALLS, 5)).isZero();

        awaitCases(before, SIPP_CALLS);
        assertThat(casesAfter(before))
                .allSatisfy(it -> {
                    assertThat(textOf(it)).isNotBlank();
                    assertThat(recordingOf(it).sealed()).isTrue();
                    assertThat(recordingOf(it).gapMillis()).isLessThan(1_000);
                    assertThat(Levels.rms(hotline.callersLeg(it))).isGreaterThan(0.005);
                });
        assertNowhere(Files.readAllBytes(Path.of("test-audio/en-fraud.alaw")));
    }

    @Test
    void the_core_is_killed_and_every_begun_report_becomes_a_case_once() throws Exception {
        Set<String> before = numbers();

        try (var caller = caller()) {
            List<OutgoingCall> calls = inReport(caller);
            hotline.kill("corePid");
            awaitTakenUp(calls.size());

            assertThat(calls).allMatch(OutgoingCall::isUp);
            for (OutgoingCall call : calls) {
                call.hangUp();
            }
        }

        awaitCases(before, CALLS);
    }

    @Test
    void the_number_shield_is_killed_and_calls_go_on_and_end_as_they_should() throws Exception {
        Set<String> before = numbers();

        try (var caller = caller()) {
            List<OutgoingCall> calls = inReport(caller);
            long ended = endedByCaller();
            hotline.kill("shieldPid");

            assertThat(calls).allMatch(OutgoingCall::isUp);
            calls.forEach(OutgoingCall::close); // BYE is repeated until a shield is there again
            await().atMost(PATIENCE).until(() -> endedByCaller() == ended + CALLS);
        }

        awaitCases(before, CALLS);
    }

    @Test
    void the_speech_worker_is_killed_and_every_transcript_is_made_in_the_end() throws Exception {
        Set<String> before = numbers();

        try (var caller = caller()) {
            List<OutgoingCall> calls = inReport(caller);
            speakAtOnce(
                    calls, Hotline.shipped("en-bribe.wav"), () -> hotline.kill("speechWorkerPid"));
            assertThat(calls).allMatch(OutgoingCall::isUp);
            for (OutgoingCall call : calls) {
                call.hangUp();
            }
        }

        awaitCases(before, CALLS);
        assertThat(casesAfter(before))
                .allSatisfy(it -> assertThat(textOf(it)).contains("boss", "foreign company"));
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

    private static DemoCaller.Told report(String wav, Locale language, String keys)
            throws Exception {
        var told = teller(language).call(new DemoCaller.Script(Hotline.shipped(wav), keys, 16));
        String call = hotline.watch().newestCall().orElseThrow();
        assertThat(hotline.watch().await(call, CallEvent.Screened.class, PATIENCE)).isPresent();
        return told;
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

    /// Calls whose callers were asked to speak and are speaking.
    private static List<OutgoingCall> inReport(SimulatedCaller caller) throws Exception {
        int before = hotline.watch().count(CallEvent.ReportBegun.class);
        List<OutgoingCall> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(caller.dial("hotline"));
        }
        for (OutgoingCall call : calls) {
            call.awaitFirstAudio(PATIENCE);
            call.press(ONE, ONE, ONE, ONE); // English, recorded, a report, no hint
        }
        await().atMost(PATIENCE)
                .until(() -> hotline.watch().count(CallEvent.ReportBegun.class) == before + CALLS);
        return calls;
    }

    private static void speakAtOnce(List<OutgoingCall> calls, Sound voice, Runnable meanwhile)
            throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> speaking = new ArrayList<>();
            for (OutgoingCall call : calls) {
                speaking.add(
                        pool.submit(() -> {
                            call.speak(voice);
                            return null;
                        }));
            }
            await().atMost(PATIENCE)
                    .until(() -> hotline.watch().count(CallEvent.Hearing.class) > 0);
            meanwhile.run();
            for (Future<?> done : speaking) {
                done.get();
            }
        }
    }

    private static long endedByCaller() {
        return hotline.watch().all(CallEvent.Ended.class).stream()
                .filter(end -> end.by().equals("caller"))
                .count();
    }

    private static void awaitTakenUp(int calls) {
        await().atMost(PATIENCE)
                .until(() -> hotline.watch().count(CallEvent.Resumed.class) >= calls);
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

    private static CaseReport newest() {
        return hotline.cases().getFirst();
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

    private static void assertNumberNowhere() throws IOException {
        var scan = LeakScan.of(List.of(DemoCaller.NUMBER));
        LeakProof proof = scan.prove(new Random(1));

        var report = scan.scan(proof, List.of(hotline.data()), _ -> false, 2, _ -> {});

        assertThat(report.findings()).isEmpty();
        assertThat(report.isClean()).isTrue();
    }

    /// Pieces of the caller's voice, as A-law and as samples, must not lie in any file of the
    /// installation.
    private static void assertNowhere(byte[] voice) throws IOException {
        byte[] linear = Pcm.bytes(G711.decodeALaw(voice));
        List<String> pieces = new ArrayList<>();
        for (int at = 8_000; at + 40 < voice.length; at += 4_000) {
            pieces.add(new String(voice, at, 40, StandardCharsets.ISO_8859_1));
            pieces.add(new String(linear, 2 * at, 80, StandardCharsets.ISO_8859_1));
        }
        try (var files = Files.walk(hotline.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String contents = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(pieces).as(file.toString()).noneMatch(contents::contains);
            }
        }
    }
}
