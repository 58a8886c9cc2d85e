package org.earshot.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.earshot.cases.CaseDesk;
import org.earshot.cases.CaseOpened;
import org.earshot.cases.CaseSettings;
import org.earshot.cases.ReportEnding;
import org.earshot.cases.ScreeningRules;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.flows.Names;
import org.earshot.house.CallMemory;
import org.earshot.house.CallbackRepository;
import org.earshot.house.FlowShelf;
import org.earshot.house.FlowsInForce;
import org.earshot.house.Folder;
import org.earshot.house.NobodyAtDesks;
import org.earshot.house.SealedCall;
import org.earshot.house.StepCounts;
import org.earshot.house.SurveyRepository;
import org.earshot.ivr.CaseInquiry;
import org.earshot.ivr.CaseInquiry.LookUp;
import org.earshot.ivr.FlowState;
import org.earshot.ivr.Pace;
import org.earshot.ivr.ReportEnd;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Dtmf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What a call leaves in the database, and what the next core finds there; without a line.
@DisplayName("The desks of a call")
@ExtendWith(TestPostgres.class)
@SuppressWarnings({"NullAway", "NullAway.Init"}) // what is never used
class CallDesksIT {

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path directory;
    private FlowShelf shelf;
    private CallServices services;
    private KeyService keys;
    private LiveCall call;
    private CallRecord row;
    private SealedCall seal;
    private CallState state;

    @BeforeEach
    void begin(Database db) throws Exception {
        keys = KeyService.open(directory.resolve("keys"));
        shelf = new FlowShelf(db, "main", directory, Path.of("nowhere"), Names.unknown(), CLOCK);
        shelf.offer(Folder.files());
        services = services(db);
        call = new LiveCall(services, CallId.random(), null);
        var flow = services.flow();
        row =
                new CallRecord(
                        call.id(),
                        "channel-" + call.id(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        flow.name(),
                        Locale.ENGLISH,
                        Optional.empty(),
                        Optional.empty());
        services.calls().begin(row, "scripted", new byte[32], CLOCK.instant());
        seal = SealedCall.fresh(keys, call.id(), CLOCK.instant(), Period.ofDays(1));
        services.calls()
                .hears(call.id(), services.flows().now().release(), Optional.of(seal.wrappedKey()));
        state = new CallState(services, call, Optional.of(seal), CallMemory.NOTHING);
    }

    private CallServices services(Database db) throws Exception {
        var desk = new CaseDesk(db, keys, ScreeningRules.builtIn(), CaseSettings.DEFAULT, CLOCK);
        var desks =
                new Desks(
                        keys,
                        Period.ofDays(1),
                        new StepCounts(db, CLOCK, ZoneOffset.UTC),
                        new CallbackRepository(db),
                        new SurveyRepository(db),
                        new NobodyAtDesks(),
                        (_, _, _, _) -> Optional.empty(),
                        null);
        return new CallServices(
                new CallRepository(db),
                null,
                null,
                null,
                desk,
                new FlowsInForce(shelf, Folder::mute, Folder.set(directory)),
                Numbers.NONE,
                desks,
                LiveFeed.NOBODY,
                CLOCK);
    }

    @AfterEach
    void end() {
        call.close();
    }

    @Test
    void a_call_is_found_where_it_was_in_the_flows_it_began_in() throws Exception {
        var at = at("language", Map.of("unit", "271828"));
        state.entered(at);
        state.remember(new CallMemory(Optional.of(UUID.randomUUID()), Optional.empty()));
        shelf.publish(List.of(Folder.mainWith("published during the call " + call.id())));
        services.flows().run();
        assertThat(services.flow().sha256()).isNotEqualTo(at.sha256());
        written();

        var left = LeftState.of(services, row);

        assertThat(left.state()).isEqualTo(at);
        assertThat(left.memory()).isEqualTo(state.memory());
        assertThat(left.flow().sha256()).isEqualTo(at.sha256());
        assertThat(services.calls().heard(call.id())).containsExactly(at.sha256());
    }

    @Test
    void a_call_whose_state_cannot_be_read_is_found_at_its_step() {
        state.entered(at("language", Map.of("unit", "1")));
        written();
        services.calls().hears(call.id(), 1, Optional.of(new byte[] {1, 2, 3}));
        var known = services.calls().find(call.id()).orElseThrow();

        var left = LeftState.of(services, known);

        assertThat(left.state().step()).isEqualTo("language");
        assertThat(left.state().variables()).isEmpty();
        assertThat(left.seal()).isEmpty();
    }

    @Test
    void what_was_keyed_goes_with_the_call_and_the_outcome_stays() {
        state.entered(at("language", Map.of("unit", "271828")));
        state.outcome(Map.of("confirmed", "1"));
        written();

        services.calls().ended(call.id(), "flow", CLOCK.instant());

        var kept = services.calls().sealed(call.id()).orElseThrow();
        assertThat(kept.state()).isEmpty();
        assertThat(seal.openOutcome(kept.outcome().orElseThrow())).containsEntry("confirmed", "1");
    }

    @Test
    void steps_are_counted_now_and_today() {
        var step = "step-" + call.id();
        state.entered(at(step, Map.of()));
        written();
        services.desks().counts().run();

        assertThat(services.desks().counts().now().get("main")).containsEntry(step, 1L);
        assertThat(services.desks().counts().today("main")).containsEntry(step, 1L);

        services.calls().ended(call.id(), "flow", CLOCK.instant());
        services.desks().counts().run();
        assertThat(services.desks().counts().now().getOrDefault("main", Map.of()))
                .doesNotContainKey(step);
        assertThat(services.desks().counts().today("main")).containsEntry(step, 1L);
    }

    @Test
    void who_keys_a_code_is_told_the_state_and_adds_to_the_case() {
        var opened = opened();
        var inquiry = new CallInquiry(services, call, state, Optional.empty());
        state.entered(at("status", Map.of()));

        assertThat(inquiry.known()).isInstanceOf(LookUp.Unknown.class);
        assertThat(inquiry.look(opened.queryCode()))
                .isEqualTo(new LookUp.Found(CaseInquiry.State.RECEIVED));
        assertThat(inquiry.known()).isInstanceOf(LookUp.Found.class);
        inquiry.noteBegun();
        inquiry.noteBegun(); // taken up again after a restart
        inquiry.noteEnded(ReportEnd.SILENCE);
        written();

        assertThat(services.cases().notes().of(opened.caseId()))
                .singleElement()
                .satisfies(note -> {
                    assertThat(note.call()).isEqualTo(call.id());
                    assertThat(note.ending()).contains(ReportEnding.SILENCE);
                });
    }

    @Test
    void who_keys_wrong_codes_is_not_listened_to_any_more_in_this_call() {
        var inquiry = new CallInquiry(services, call, state, Optional.empty());

        for (int i = 0; i < 5; i++) {
            assertThat(inquiry.look("12345")).isInstanceOf(LookUp.Unknown.class);
        }

        assertThat(inquiry.look(opened().queryCode())).isInstanceOf(LookUp.TooMany.class);
    }

    @Test
    void an_emergency_is_one_whatever_was_said() {
        services.cases().begin(call.id(), Locale.ENGLISH);
        services.calls().emergency(call.id(), CLOCK.instant());

        new CallClosing(services).screenUnheard(call.id(), Locale.ENGLISH);

        var file = services.cases().find(call.id()).orElseThrow();
        assertThat(String.valueOf(file.view().priority())).isEqualTo("EMERGENCY");
    }

    @Test
    void a_survey_keeps_the_last_answer_and_knows_of_a_comment() {
        var surveys = new CallSurveys(services, call);
        surveys.answered("feedback", "friendly", new Dtmf('2'));
        surveys.answered("feedback", "friendly", new Dtmf('5'));
        surveys.commentBegun("feedback");
        written();

        assertThat(services.desks().surveys().hasComment(call.id())).isTrue();
        assertThat(services.desks().surveys().answers("feedback", "friendly"))
                .containsEntry("5", 1L)
                .doesNotContainKey("2");
    }

    private CaseOpened opened() {
        var reporter = CallId.random();
        services.cases().begin(reporter, Locale.ENGLISH);
        return services.cases().open(reporter);
    }

    private FlowState at(String step, Map<String, String> variables) {
        var flow = services.flow();
        return new FlowState(
                flow.name(),
                flow.sha256(),
                step,
                Locale.CHINESE,
                Pace.SLOW,
                Optional.empty(),
                variables,
                List.of());
    }

    /// Until all that was said so far is in the database.
    private void written() {
        try {
            call.journal().commit("all", () -> true, Duration.ofSeconds(20));
        } catch (TimeoutException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }
}
