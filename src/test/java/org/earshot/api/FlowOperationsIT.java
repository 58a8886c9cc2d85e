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
    void show_what_is_in_force() throws Exception {
        var published = Folder.mainWith("for the list");
        shelf.publish(List.of(published));
        flows.run();

        var book = (FlowView.Book) requireNonNull(ask("listFlows", Map.of()).body());

        assertThat(book.release()).isEqualTo(shelf.newest());
        assertThat(book.flows())
                .containsExactly(
                        new FlowView.Line("main", published.sha256(), true, List.of("en"), 0));
    }

    @Test
    void show_a_flow_with_its_checks_and_how_often_each_step_was_entered() throws Exception {
        counts.entered("main", "person");
        counts.entered("main", "person");
        counts.run();

        var flow = (FlowView) requireNonNull(ask("readFlow", Map.of("name", "main")).body());

        assertThat(flow.steps())
                .containsExactly(
                        new FlowView.StepView("language", "say", 0, 0),
                        new FlowView.StepView("goodbye", "hangup", 0, 0),
                        new FlowView.StepView("person", "transfer", 0, 2));
        assertThat(flow.check().times()).singleElement().extracting("to").isEqualTo("person");
    }

    @Test
    void know_no_other_flow() throws Exception {
        assertThat(ask("readFlow", Map.of("name", "nothing")).status()).isEqualTo(404);
    }

    private Response ask(String operation, Map<String, String> path) throws Exception {
        var operations = new FlowOperations(new FlowParts(flows, counts)).all();
        return requireNonNull(operations.get(operation))
                .answer(
                        new Request(
                                path, Map.of(), Map.of(), MissingNode.getInstance(), "127.0.0.1"));
    }
}
