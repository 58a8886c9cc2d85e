package org.earshot.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.earshot.site.Supervisor.Backoff;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The supervisor")
class SupervisorTest {

    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofSeconds(30));

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final ScriptedService database = new ScriptedService("database", journal);
    private final ScriptedService core = new ScriptedService("core", journal);

    @Test
    void stops_in_the_opposite_order_of_starting() {
        var supervisor = new Supervisor(QUICK);
        supervisor.start(database);
        supervisor.start(core);

        supervisor.close();

        assertThat(journal)
                .containsExactly("start database", "start core", "stop core", "stop database");
    }

    @Test
    void starts_again_what_died_and_leaves_the_others_alone() throws Exception {
        try (var supervisor = new Supervisor(QUICK)) {
            supervisor.start(database);
            supervisor.start(core);
            assertThat(core.starts().take()).isEqualTo(1);

            core.die();

            assertThat(core.starts().poll(5, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(journal).containsExactly("start database", "start core", "start core");
        }
    }

    @Test
    void goes_on_trying_when_a_service_cannot_be_started_again() throws Exception {
        try (var supervisor = new Supervisor(QUICK)) {
            supervisor.start(core);
            assertThat(core.starts().take()).isEqualTo(1);
            core.failNextStarts(3);

            core.die();

            assertThat(core.starts().poll(5, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(journal)
                    .containsExactly(
                            "start core", "fail core", "fail core", "fail core", "start core");
        }
    }

    @Test
    void does_not_start_again_what_dies_while_stopping() {
        var supervisor = new Supervisor(QUICK);
        supervisor.start(core);

        supervisor.close();
        core.die();

        assertThat(journal).containsExactly("start core", "stop core");
        assertThatThrownBy(() -> supervisor.start(database))
                .hasMessageContaining("Earshot is stopping");
    }

    @Test
    void tells_the_first_start_that_failed() {
        core.failNextStarts(1);
        try (var supervisor = new Supervisor(QUICK)) {
            assertThatThrownBy(() -> supervisor.start(core))
                    .isInstanceOf(SiteFault.class)
                    .hasMessage("core was told to fail.");
        }
    }

    @Test
    void waits_twice_as_long_after_each_death_up_to_a_limit() {
        assertThat(List.of(1, 2, 3, 4, 40).stream().map(QUICK::after))
                .containsExactly(
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMillis(4),
                        Duration.ofMillis(4),
                        Duration.ofMillis(4));
    }
}
