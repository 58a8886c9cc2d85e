package org.earshot.house;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.earshot.db.Database;
import org.earshot.flows.Names;
import org.earshot.house.FlowFile.Kind;
import org.earshot.house.FlowFile.Place;
import org.earshot.ivr.IvrRefused;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// One database for all: each test goes on from what is in force.
@DisplayName("The shelf of flows")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class FlowShelfIT {

    private static final Place MAIN = new Place(Kind.FLOW, "main");

    @TempDir private Path scratch;
    @TempDir private Path elsewhere;
    private FlowShelf shelf;

    @BeforeEach
    void open(Database db) throws Exception {
        shelf =
                new FlowShelf(
                        db,
                        "main",
                        scratch,
                        Path.of("nowhere"),
                        Names.unknown(),
                        InstantSource.system());
        shelf.offer(Folder.files());
    }

    @Test
    void what_the_program_brings_is_a_release_once() throws Exception {
        int before = shelf.newest();

        assertThat(before).isPositive();
        assertThat(shelf.offer(Folder.files())).isEmpty();
        assertThat(shelf.newest()).isEqualTo(before);
    }

    @Test
    void a_published_flow_is_heard_by_new_calls_and_by_no_other() throws Exception {
        var flows = inForce();
        var began = flows.now();
        var changed = Folder.mainWith("published");

        var release = shelf.publish(List.of(changed)).orElseThrow();
        flows.run();

        assertThat(flows.now().release()).isEqualTo(release);
        assertThat(flows.now().entry().sha256()).isEqualTo(changed.sha256());
        assertThat(flows.at(began.release())).isSameAs(began);
        assertThat(began.entry().sha256()).isNotEqualTo(changed.sha256());
    }

    @Test
    void after_a_restart_a_call_finds_the_flows_it_began_in() throws Exception {
        int before = shelf.newest();
        var heard = inForce().now().entry().sha256();
        shelf.publish(List.of(Folder.mainWith("published before a restart")));

        var restarted = inForce();

        assertThat(restarted.now().entry().sha256()).isNotEqualTo(heard);
        assertThat(restarted.at(before).entry().sha256()).isEqualTo(heard);
        assertThat(restarted.at(before).version(heard)).isPresent();
    }

    @Test
    void a_flow_that_does_not_pass_changes_nothing() throws Exception {
        var flows = inForce();
        int before = shelf.newest();
        var heard = flows.now();

        assertThatThrownBy(() -> shelf.publish(List.of(Folder.broken())))
                .isInstanceOf(IvrRefused.class)
                .hasMessageContaining("main.yaml:")
                .hasMessageContaining("nowhere");
        flows.run();

        assertThat(shelf.newest()).isEqualTo(before);
        assertThat(flows.now()).isSameAs(heard);
        try (var left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_draft_is_kept_and_not_heard_until_it_is_published() throws Exception {
        var draft = Folder.mainWith("a draft");
        int before = shelf.newest();

        shelf.draft(List.of(draft));

        assertThat(shelf.newest()).isEqualTo(before);
        assertThat(version(draft).releases()).isEmpty();
        var found = shelf.find(MAIN, draft.sha256().substring(0, 12));
        shelf.publish(List.of(found));
        assertThat(version(draft).inForce()).isTrue();
        assertThatThrownBy(() -> shelf.find(MAIN, "no such"))
                .hasMessageContaining("there is no version no such of main.yaml");
    }

    @Test
    void a_draft_waits_until_another_version_is_published() throws Exception {
        shelf.draft(List.of(Folder.mainWith("too late")));
        assertThat(shelf.drafted("main")).isPresent();
        assertThat(history().draft()).isPresent();

        shelf.publish(List.of(Folder.mainWith("sooner")));

        assertThat(shelf.drafted("main")).isEmpty();
        assertThat(history().draft()).isEmpty();
        var next = Folder.mainWith("the next draft");
        shelf.draft(List.of(next));
        assertThat(shelf.drafted("main").orElseThrow().sha256()).isEqualTo(next.sha256());
        assertThat(history().draft()).isPresent();
    }

    @Test
    void a_draft_is_checked_once_for_what_is_in_force() throws Exception {
        var draft = Folder.mainWith("asked for twice");
        shelf.draft(List.of(draft));
        var first = shelf.drafted("main").orElseThrow();

        assertThat(shelf.drafted("main").orElseThrow()).isSameAs(first);

        shelf.draft(List.of(Folder.mainWith("another draft")));
        assertThat(shelf.drafted("main").orElseThrow().sha256()).isNotEqualTo(draft.sha256());
    }

    @Test
    void a_rollback_goes_back_step_by_step() throws Exception {
        var one = Folder.mainWith("one");
        var two = Folder.mainWith("two");
        var three = Folder.mainWith("three");
        for (var flow : List.of(one, two, three)) {
            shelf.publish(List.of(flow));
        }

        shelf.rollback(Optional.empty());
        assertThat(version(two).inForce()).isTrue();
        shelf.rollback(Optional.empty());
        assertThat(version(one).inForce()).isTrue();
        shelf.rollback(Optional.of(version(three).releases().getFirst()));
        assertThat(version(three).inForce()).isTrue();
        assertThat(version(three).releases()).hasSize(2);
        assertThatThrownBy(() -> shelf.rollback(Optional.of(shelf.newest())))
                .hasMessageContaining("is not an earlier one");
    }

    @Test
    void the_program_never_takes_the_place_of_what_somebody_published() throws Exception {
        var ours = Folder.mainWith("somebody's own");
        shelf.publish(List.of(ours));

        shelf.offer(List.of(Folder.mainWith("of the next program")));

        assertThat(version(ours).inForce()).isTrue();
    }

    @Test
    void two_who_publish_at_once_make_two_releases() throws Exception {
        int before = shelf.newest();
        var one = Folder.mainWith("at once, one");
        var two = Folder.mainWith("at once, two");

        var other = Thread.ofVirtual().start(() -> publish(one));
        publish(two);
        other.join();

        assertThat(shelf.newest()).isEqualTo(before + 2);
        assertThat(version(one).releases()).hasSize(1);
        assertThat(version(two).releases()).hasSize(1);
    }

    private FlowHistory history() {
        return requireNonNull(shelf.histories(shelf.newest()).get("main"));
    }

    private void publish(FlowFile file) {
        try {
            shelf.publish(List.of(file));
        } catch (IvrRefused | InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private FlowVersion version(FlowFile file) {
        return shelf.list().stream()
                .filter(version -> version.sha256().equals(file.sha256()))
                .findFirst()
                .orElseThrow();
    }

    private FlowsInForce inForce() throws Exception {
        return new FlowsInForce(shelf, Folder::mute, Folder.set(elsewhere));
    }
}
