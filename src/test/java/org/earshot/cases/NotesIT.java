package org.earshot.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a reporter adds to a case")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class NotesIT {

    @TempDir private Path directory;
    private CasesHarness house;
    private UUID caseId;
    private final UUID note = UUID.randomUUID();
    private final CallId later = CallId.random();

    @BeforeEach
    void open(Database db) {
        house = new CasesHarness(db, directory);
        var code = house.openedCase().queryCode();
        caseId = ((StatusAnswer.Found) house.desk.statusByPhone(code, "call:" + later)).caseId();
    }

    @Test
    void is_in_the_history_of_the_case_once() {
        begin();
        begin();
        house.desk.notes().end(note, ReportEnding.KEY);
        house.desk.notes().end(note, ReportEnding.HANGUP);

        assertThat(house.desk.notes().of(caseId))
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.call()).isEqualTo(later);
                    assertThat(kept.ending()).contains(ReportEnding.KEY);
                });
        assertThat(history()).containsExactly("opened", "added to by its reporter");
        assertThat(house.desk.status(caseId)).contains(ReporterStatus.RECEIVED);
    }

    @Test
    void is_ended_with_the_call() {
        begin();

        assertThat(house.desk.notes().finish(later, ReportEnding.HANGUP)).isTrue();

        assertThat(house.desk.notes().of(caseId).getFirst().ending()).contains(ReportEnding.HANGUP);
        assertThat(house.desk.notes().finish(CallId.random(), ReportEnding.HANGUP)).isFalse();
    }

    @Test
    void is_ended_after_a_crash_unless_the_call_is_still_up() {
        begin();

        house.desk.notes().closeUnfinished(Set.of(later));
        assertThat(house.desk.notes().of(caseId).getFirst().ending()).isEqualTo(Optional.empty());

        house.desk.notes().closeUnfinished(Set.of());
        assertThat(house.desk.notes().of(caseId).getFirst().ending()).contains(ReportEnding.LOST);
    }

    private void begin() {
        house.desk.notes().begin(note, caseId, later, Locale.CHINESE);
    }

    private List<String> history() {
        return house.desk.list(100).stream()
                .filter(view -> view.id().equals(caseId))
                .flatMap(view -> house.desk.find(view.call()).orElseThrow().events().stream())
                .map(CaseEvent::why)
                .toList();
    }
}
