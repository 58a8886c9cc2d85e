package org.earshot.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.earshot.db.Database;
import org.earshot.flows.Names;
import org.earshot.house.FlowShelf;
import org.earshot.house.FlowsInForce;
import org.earshot.house.Folder;
import org.earshot.house.StepCounts;
import org.earshot.http.Content;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The operations about flows")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class FlowOperationsIT {

    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path directory;
    private FlowShelf shelf;
    private FlowsInForce flows;
    private StepCounts counts;

    @BeforeEach
    void open(Database db) throws Exception {
        shelf = new FlowShelf(db, "main", directory, Path.of("nowhere"), Names.unknown(), CLOCK);
        shelf.offer(Folder.files());
        flows = new FlowsInForce(shelf, Folder::mute, Folder.set(directory));
        counts = new StepCounts(db, CLOCK, ZoneOffset.UTC);
    }

    @Test
    void show_what_is_in_force_since_when_and_by_whom() throws Exception {
        var published = Folder.mainWith("for the list");
        shelf.publish(List.of(published));
        flows.run();

        var book = (FlowLine.Book) requireNonNull(ask("listFlows", "main").body());

        assertThat(book.release()).isEqualTo(shelf.newest());
        assertThat(book.flows())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.sha256()).isEqualTo(published.sha256());
                    assertThat(line.entry()).isTrue();
                    assertThat(line.languages()).containsExactly("en");
                    assertThat(line.now()).isZero();
                    assertThat(requireNonNull(line.since()).by()).isEqualTo("operator");
                    assertThat(line.since().release()).isEqualTo(shelf.newest());
                });
    }

    @Test
    void show_a_flow_with_its_words_its_ways_and_its_checks() throws Exception {
        var flow = (FlowView) requireNonNull(ask("readFlow", "main").body());

        assertThat(flow.steps())
                .extracting(FlowStepView::id)
                .containsExactly("language", "person", "goodbye");
        var person = flow.steps().get(1);
        assertThat(person.family()).isEqualTo("people");
        assertThat(person.prompts())
                .singleElement()
                .satisfies(prompt -> {
                    assertThat(prompt.id()).isEqualTo("thanks");
                    assertThat(prompt.when()).isEqualTo("say");
                    assertThat(prompt.words()).containsOnlyKeys("en");
                });
        assertThat(person.ways()).containsExactly(new FlowStepView.WayView("", "goodbye", false));
        assertThat(flow.check().times()).singleElement().extracting("to").isEqualTo("person");
    }

    @Test
    void count_how_often_each_step_was_entered() throws Exception {
        counts.entered("main", "person");
        counts.entered("main", "person");
        counts.run();

        var counted = (FlowCounts) requireNonNull(ask("readFlowCounts", "main").body());

        assertThat(counted.sha256()).isEqualTo(flows.now().entry().sha256());
        assertThat(counted.steps())
                .containsExactly(
                        new FlowCounts.StepCount("goodbye", 0, 0),
                        new FlowCounts.StepCount("language", 0, 0),
                        new FlowCounts.StepCount("person", 0, 2));
    }

    @Test
    void draw_a_flow() throws Exception {
        var picture = (Content) requireNonNull(ask("drawFlow", "main").body());

        assertThat(picture.type()).isEqualTo("image/svg+xml");
        assertThat(picture.text()).contains("data-step=\"person\" data-family=\"people\"");
    }

    @Test
    void show_a_draft_beside_what_is_in_force() throws Exception {
        assertThat(ask("readFlowDraft", "main").status()).isEqualTo(404);
        var draft = Folder.mainThatRings("30s");
        shelf.draft(List.of(draft));

        var shown = (FlowDraftView) requireNonNull(ask("readFlowDraft", "main").body());

        assertThat(shown.sha256()).isEqualTo(draft.sha256());
        assertThat(shown.passes()).isTrue();
        assertThat(shown.changes())
                .containsExactly(new FlowDraftView.ChangeView("~", "person", "ring", "20s", "30s"));
        var listed = (FlowLine.Book) requireNonNull(ask("listFlows", "main").body());
        assertThat(requireNonNull(listed.flows().getFirst().draft()).sha256())
                .isEqualTo(draft.sha256());
    }

    @Test
    void know_no_other_flow() throws Exception {
        assertThat(ask("readFlow", "nothing").status()).isEqualTo(404);
    }

    private Response ask(String operation, String name) throws Exception {
        var operations = new FlowOperations(new FlowParts(flows, shelf, counts)).all();
        return requireNonNull(operations.get(operation))
                .answer(
                        new Request(
                                Map.of("name", name),
                                Map.of(),
                                Map.of(),
                                MissingNode.getInstance(),
                                "127.0.0.1"));
    }
}
