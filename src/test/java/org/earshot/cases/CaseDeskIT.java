package org.earshot.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earshot.db.generated.Tables.AUDIT_LEAF;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.earshot.audit.Actor;
import org.earshot.crypto.Bucket;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallId;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("waits")
@DisplayName("The case desk")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class CaseDeskIT {

    @TempDir private Path directory;
    private CasesHarness house;
    private CaseDesk desk;

    @BeforeEach
    void open(Database db) {
        house = new CasesHarness(db, directory);
        desk = house.desk;
        desk.closeUnfinished(Set.of());
    }

    @Test
    void a_report_becomes_a_case_with_number_and_code() {
        var call = house.callWithReport();
        desk.end(call, ReportEnding.KEY);

        var opened = desk.open(call);

        assertThat(QueryCode.read(opened.queryCode(), 16)).isPresent();
        var file = desk.find(opened.trackingNumber()).orElseThrow();
        assertThat(file.view().call()).isEqualTo(call);
        assertThat(file.view().language()).isEqualTo(Locale.ENGLISH);
        assertThat(file.view().state()).isEqualTo(CaseState.RECEIVED);
        assertThat(file.view().ending()).isEqualTo(ReportEnding.KEY);
        assertThat(file.view().openedAt()).isEqualTo(house.clock.instant());
        assertThat(file.screening()).isNull();
        assertThat(file.shredded()).isFalse();
        assertThat(file.codesIssued()).isEqualTo(1);
        assertThat(file.codeConfirmed()).isFalse();
        assertThat(desk.find(call)).contains(file);
        assertThat(desk.list(1_000)).contains(file.view());
        assertThat(desk.unfinished()).isEmpty();
    }

    @Test
    void twenty_threads_that_open_at_once_make_one_case() throws Exception {
        var call = house.callWithReport();

        var opened = atOnce(20, () -> desk.open(call));

        assertThat(opened).extracting(CaseOpened::caseId).containsOnly(opened.getFirst().caseId());
        assertThat(opened)
                .extracting(CaseOpened::trackingNumber)
                .containsOnly(opened.getFirst().trackingNumber());
        assertThat(opened).extracting(CaseOpened::queryCode).doesNotHaveDuplicates();
        var file = desk.find(call).orElseThrow();
        assertThat(file.events()).extracting(CaseEvent::why).containsExactly("opened");
        assertThat(file.codesIssued()).isEqualTo(20);
    }

    @Test
    void threads_that_begin_finish_and_open_at_once_agree_on_one_case() throws Exception {
        var call = CallId.random();

        atOnce(
                20,
                () -> {
                    var report = desk.begin(call, Locale.CHINESE);
                    desk.finish(call, ReportEnding.HANGUP);
                    desk.open(call);
                    return report;
                });

        assertThat(desk.list(1_000)).filteredOn(view -> view.call().equals(call)).hasSize(1);
        assertThat(desk.begin(call, Locale.KOREAN).language()).isEqualTo(Locale.CHINESE);
    }

    @Test
    void a_call_resumed_after_a_fault_hears_a_fresh_code_and_both_are_good() {
        var call = house.callWithReport();

        var first = desk.open(call);
        var second = desk.open(call);

        assertThat(second.caseId()).isEqualTo(first.caseId());
        assertThat(second.queryCode()).isNotEqualTo(first.queryCode());
        assertThat(desk.confirm(call, first.queryCode())).isTrue();
        assertThat(desk.confirm(call, second.queryCode())).isTrue();
    }

    @Test
    void a_transaction_that_is_repeated_writes_nothing_twice() {
        var call = house.callWithReport();
        var cases = new CaseRepository(house.db);
        var fresh = newCase("C-1111-1111-1111");
        var code = newCode(new byte[32]);

        var once = cases.open(call, fresh, code);
        var again = cases.open(call, fresh, code);

        assertThat(again).isEqualTo(once).isPresent();
        assertThat(desk.find(call).orElseThrow().events()).hasSize(1);
        assertThat(desk.find(call).orElseThrow().codesIssued()).isEqualTo(1);
        assertThat(actsOf(fresh.id())).containsExactly("case.open", "case.code");
    }

    @Test
    void what_is_done_to_a_case_is_in_the_log_of_acts_and_why_somebody_looked_is_sealed() {
        var call = house.callWithReport();
        var opened = desk.open(call);
        desk.screen(call, "my boss took a bribe", Locale.ENGLISH);
        var seen = desk.find(call).orElseThrow().view();

        desk.noteLook(seen, new Actor.Component("console"), "asked by the caller");
        desk.noteListening(
                seen, opened.caseId(), "export", new Actor.Component("console"), "for the court");

        assertThat(actsOf(opened.caseId()))
                .containsExactly(
                        "case.open", "case.code", "case.screen", "case.read", "recording.export");
        assertThat(leaves()).noneMatch(it -> it.contains("asked by") || it.contains("bribe"));
    }

    @Test
    void a_look_at_a_case_whose_day_has_come_is_in_the_log_all_the_same() {
        var call = house.callWithReport();
        var opened = desk.open(call);
        var seen = desk.find(call).orElseThrow().view();
        house.keys.destroy(new Bucket("CASE", seen.destroyOn()));

        desk.noteLook(seen, new Actor.Component("console"), "what is left of it");

        assertThat(actsOf(opened.caseId())).endsWith("case.read");
    }

    private List<String> actsOf(UUID id) {
        var act = Pattern.compile("(case|recording)\\.(open|code|screen|read|export)");
        return leaves().stream()
                .filter(leaf -> leaf.contains(id.toString()))
                .map(leaf -> act.matcher(leaf).results().findFirst().orElseThrow().group())
                .toList();
    }

    /// As somebody with the database and without a key sees them, in the order they came.
    private List<String> leaves() {
        return house.db.transact(tx ->
                tx.selectFrom(AUDIT_LEAF)
                        .orderBy(AUDIT_LEAF.SERIAL)
                        .fetch(row -> new String(row.getLeaf(), StandardCharsets.ISO_8859_1)));
    }

    @Test
    void a_number_or_code_that_is_taken_is_chosen_anew() {
        var cases = new CaseRepository(house.db);
        byte[] lookup = new byte[32];
        lookup[0] = 1;
        var code = newCode(lookup);
        cases.open(house.callWithReport(), newCase("C-2222-2222-2222"), code);
        var call = house.callWithReport();

        assertThat(cases.open(call, newCase("C-2222-2222-2222"), null)).isEmpty();
        assertThat(cases.open(call, newCase("C-3333-3333-3333"), code)).isEmpty();
        assertThat(desk.open(call).queryCode()).isNotEmpty();
    }

    @Test
    void a_caller_who_hangs_up_at_once_still_becomes_a_case_without_code() {
        var call = house.callWithReport();

        assertThat(desk.finish(call, ReportEnding.HANGUP)).isTrue();
        assertThat(desk.finish(call, ReportEnding.LOST)).isTrue();

        var file = desk.find(call).orElseThrow();
        assertThat(file.codesIssued()).isZero();
        assertThat(file.view().ending()).isEqualTo(ReportEnding.HANGUP);
        assertThat(desk.unfinished()).isEmpty();
    }

    @Test
    void a_call_without_report_becomes_no_case() {
        var call = CallId.random();

        assertThat(desk.finish(call, ReportEnding.HANGUP)).isFalse();
        assertThat(desk.find(call)).isEmpty();
        assertThatThrownBy(() -> desk.open(call))
                .isInstanceOf(NoReportBegun.class)
                .hasMessageContaining(call.toString());
    }

    @Test
    void what_a_dead_core_left_behind_becomes_cases_once_and_live_calls_are_left_alone() {
        var begun = house.callWithReport();
        var ended = house.callWithReport();
        desk.end(ended, ReportEnding.SILENCE);
        var opened = house.callWithReport();
        desk.open(opened);
        var live = house.callWithReport();
        assertThat(desk.unfinished()).containsExactlyInAnyOrder(begun, ended, opened, live);

        var closed = desk.closeUnfinished(Set.of(live));

        assertThat(closed).containsExactlyInAnyOrder(begun, ended, opened);
        assertThat(desk.unfinished()).containsExactly(live);
        assertThat(desk.closeUnfinished(Set.of(live))).isEmpty();
        assertThat(desk.find(begun).orElseThrow().view().ending()).isEqualTo(ReportEnding.LOST);
        assertThat(desk.find(ended).orElseThrow().view().ending()).isEqualTo(ReportEnding.SILENCE);
        assertThat(desk.find(opened).orElseThrow().codesIssued()).isEqualTo(1);
        assertThat(desk.find(live)).isEmpty();
    }

    @Test
    void a_report_from_the_time_the_core_was_away_keeps_its_own_time() {
        var call = CallId.random();
        var then = house.clock.instant().minusSeconds(3_600);

        desk.begin(call, Locale.ENGLISH, then);
        desk.finish(call, ReportEnding.LOST);

        assertThat(desk.find(call).orElseThrow().view().begunAt()).isEqualTo(then);
    }

    @Test
    void screening_sorts_the_case_and_keeps_the_reasons_sealed(Database db) {
        var opened = house.openedCase();
        var call = desk.find(opened.trackingNumber()).orElseThrow().view().call();

        var screening = desk.screen(call, "my boss took a bribe", Locale.ENGLISH);

        var file = desk.find(call).orElseThrow();
        assertThat(file.screening()).isEqualTo(screening);
        assertThat(screening.reasons()).containsExactly(new Reason("corruption", "bribe", false));
        assertThat(file.view().state()).isEqualTo(CaseState.SCREENING);
        assertThat(file.view().category()).isEqualTo(Category.CORRUPTION);
        assertThat(file.events())
                .extracting(CaseEvent::state)
                .containsExactly(CaseState.RECEIVED, CaseState.SCREENING);
        assertThat(everythingIn(db)).contains(opened.trackingNumber()).doesNotContain("bribe");
    }

    @Test
    void a_better_transcript_may_raise_the_priority_and_nothing_lowers_it() {
        var call = house.callWithReport();

        desk.finish(call, ReportEnding.HANGUP);
        assertThat(desk.unscreened()).contains(call);
        var first = desk.screen(call, "", Locale.ENGLISH);
        assertThat(desk.unscreened()).doesNotContain(call);
        var second = desk.screen(call, "there is a bomb here", Locale.ENGLISH);
        var third = desk.screen(call, "there is a fraud here", Locale.ENGLISH);

        assertThat(first.category()).isEqualTo(Category.UNCLEAR);
        assertThat(second.priority()).isEqualTo(Priority.EMERGENCY);
        assertThat(third).isEqualTo(second);
        assertThat(desk.find(call).orElseThrow().events())
                .extracting(CaseEvent::why)
                .containsExactly("opened", "screened", "screened again");
    }

    @Test
    void screening_from_many_threads_leaves_one_event() throws Exception {
        var call = house.callWithReport();

        var screenings = atOnce(10, () -> desk.screen(call, "a scam", Locale.ENGLISH));

        assertThat(new HashSet<>(screenings)).hasSize(1);
        assertThat(desk.find(call).orElseThrow().events()).hasSize(2);
    }

    @Test
    void destroying_the_key_of_its_day_leaves_no_reasons() {
        var call = house.callWithReport();
        var screened = desk.screen(call, "a scam", Locale.ENGLISH).rulesVersion();

        house.keys.buckets().forEach(house.keys::destroy);

        var file = desk.find(call).orElseThrow();
        assertThat(file.shredded()).isTrue();
        assertThat(file.screening())
                .isEqualTo(new Screening(Category.FRAUD, Priority.NORMAL, List.of(), screened));
    }

    @Test
    void only_a_code_of_this_calls_case_is_confirmed() {
        var call = house.callWithReport();
        var mine = desk.open(call);
        var other = house.openedCase();

        assertThat(desk.confirm(call, other.queryCode())).isFalse();
        assertThat(desk.confirm(call, "")).isFalse();
        assertThat(desk.confirm(call, "1234")).isFalse();
        assertThat(desk.find(call).orElseThrow().codeConfirmed()).isFalse();
        assertThat(desk.confirm(call, mine.queryCode())).isTrue();
        assertThat(desk.find(call).orElseThrow().codeConfirmed()).isTrue();
    }

    @Test
    void a_code_is_nowhere_in_the_database(Database db) {
        var opened = house.openedCase();

        var everything = everythingIn(db);

        assertThat(everything).contains(opened.trackingNumber());
        assertThat(everything).doesNotContain(opened.queryCode());
    }

    @Test
    void the_list_begins_with_the_newest() {
        house.clock.advance(Duration.ofDays(1));
        house.openedCase();
        house.clock.advance(Duration.ofDays(1));
        var newest = house.openedCase();

        assertThat(desk.list(1))
                .extracting(CaseView::trackingNumber)
                .containsExactly(newest.trackingNumber());
    }

    @Test
    void a_mistyped_tracking_number_finds_nothing() {
        assertThat(desk.find("C-1234")).isEmpty();
        assertThat(desk.find("nonsense")).isEmpty();
    }

    private CaseRepository.NewCase newCase(String trackingNumber) {
        var now = house.clock.instant();
        var day = LocalDate.parse("2027-12-01");
        var id = UUID.randomUUID();
        var key = house.keys.newDataKey("CASE", day);
        return new CaseRepository.NewCase(
                id,
                trackingNumber,
                key,
                now,
                day,
                acts().of("open", CaseActs.CORE, id, key, Map.of()));
    }

    private CaseRepository.NewCode newCode(byte[] lookup) {
        var now = house.clock.instant();
        return new CaseRepository.NewCode(lookup, now, now.plusSeconds(60), acts()::codeIssued);
    }

    private CaseActs acts() {
        return new CaseActs(house.keys, house.clock);
    }

    /// Bytes as they are, so that readable words in them would be seen.
    private static String everythingIn(Database db) {
        var text = new StringBuilder();
        for (String table : List.of("report", "report_case", "case_event", "query_code")) {
            db.transact(tx -> tx.select().from(DSL.table(table)).fetch())
                    .forEach(row -> row.intoList().forEach(value -> text.append(readable(value))));
        }
        return text.toString();
    }

    private static String readable(Object value) {
        return value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : String.valueOf(value);
    }

    private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        var start = new CountDownLatch(1);
        var results = new ArrayList<T>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++) {
                futures.add(
                        pool.submit(() -> {
                            start.await();
                            return work.call();
                        }));
            }
            start.countDown();
            for (var future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }
}
