package org.earshot.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A child process")
class ChildProcessIT {

    @TempDir private Path directory;

    @Test
    void ends_when_its_parent_lets_go_of_the_pipe() throws Exception {
        ChildProcess child = ChildProcess.start(shell("exec sleep 600"));
        assertThat(ProcessHandle.of(child.pid())).isPresent();

        child.stop();

        assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(child.awaitExit()).isEqualTo(128 + 15);
        assertThat(directory.resolve("child.pid")).doesNotExist();
    }

    @Test
    void is_killed_when_it_does_not_listen() throws Exception {
        ChildProcess child = ChildProcess.start(shell("trap '' TERM; echo deaf; exec sleep 600"));
        assertThat(child.output().readLine()).isEqualTo("deaf");

        child.stop();

        assertThat(child.awaitExit()).isEqualTo(128 + 9);
    }

    @Test
    void sees_its_standard_input_end_with_the_parent() throws Exception {
        ChildProcess child = ChildProcess.start(shell("trap '' TERM; echo up; cat; echo over"));
        assertThat(child.output().readLine()).isEqualTo("up");

        child.stop();

        assertThat(child.output().readLine()).isEqualTo("over");
        assertThat(child.awaitExit()).isZero();
    }

    @Test
    void that_lost_its_guard_is_ended_by_the_next_start() throws Exception {
        ChildProcess lost = ChildProcess.start(shell("exec sleep 600"));
        ProcessHandle orphan = ProcessHandle.of(lost.pid()).orElseThrow();
        orphan.parent().orElseThrow().destroyForcibly();
        await().until(() -> !lost.isAlive());
        assertThat(orphan.isAlive()).isTrue();

        ChildProcess next =
                ChildProcess.start(
                        new ChildProcess.Spec(
                                List.of("sleep", "600"),
                                directory.resolve("child.pid"),
                                "TERM",
                                Duration.ofSeconds(1),
                                Redirect.PIPE,
                                Redirect.DISCARD,
                                Map.of()));
        try {
            await().until(() -> !orphan.isAlive());
            assertThat(next.isAlive()).isTrue();
        } finally {
            next.stop();
        }
    }

    @Test
    void another_program_that_has_the_old_id_is_left_alone() throws Exception {
        Files.writeString(directory.resolve("child.pid"), ProcessHandle.current().pid() + "\n");

        ChildProcess child = ChildProcess.start(shell("echo here"));

        assertThat(child.output().readLine()).isEqualTo("here");
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void that_cannot_be_found_is_named() {
        var spec =
                new ChildProcess.Spec(
                        List.of("/no/such/program"),
                        directory.resolve("nowhere/child.pid"),
                        "TERM",
                        Duration.ofSeconds(1),
                        Redirect.PIPE,
                        Redirect.DISCARD,
                        Map.of());

        assertThatThrownBy(() -> ChildProcess.start(spec))
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void as_a_service_is_ready_when_it_says_so() throws Exception {
        var lines = new LinkedBlockingQueue<String>();
        var service =
                new ProgramService(
                        "the core",
                        shell("echo booting; echo ready; echo more; exec sleep 600"),
                        "ready"::equals,
                        lines::add,
                        Duration.ofSeconds(10));

        service.start();

        await().untilAsserted(() -> assertThat(lines).containsExactly("booting", "ready", "more"));
        service.stop();
        service.awaitExit();
        assertThat(ProcessHandle.of(service.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void as_a_service_that_ends_before_it_is_ready_is_a_fault() {
        var service =
                new ProgramService(
                        "the core",
                        shell("echo booting; exit 3"),
                        "ready"::equals,
                        line -> {},
                        Duration.ofSeconds(10));

        assertThatThrownBy(service::start)
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("the core did not become ready");
    }

    private ChildProcess.Spec shell(String script) {
        return new ChildProcess.Spec(
                List.of("sh", "-c", script),
                directory.resolve("child.pid"),
                "TERM",
                Duration.ofSeconds(1),
                Redirect.PIPE,
                Redirect.INHERIT,
                Map.of());
    }
}
