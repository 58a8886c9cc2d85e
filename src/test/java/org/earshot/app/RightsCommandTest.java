package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@DisplayName("earshot rights")
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class RightsCommandTest {

    private final PrintStream terminal = System.out;
    private final PrintStream complaints = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        var both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
    }

    @AfterEach
    void restore() {
        System.setOut(terminal);
        System.setErr(complaints);
    }

    @Test
    void shows_what_a_role_may() {
        assertThat(run("show", "agent")).isZero();

        assertThat(text()).startsWith("agent\n").contains("case.read                own\n");
        assertThat(text()).doesNotContain("keys.", "custodian");
    }

    @Test
    void shows_the_whole_table_to_machines() {
        assertThat(run("show", "--json")).isZero();

        assertThat(text())
                .contains(
                        "{\"act\":\"hold.set\",\"what\":\"keeps a case beyond its day\","
                                + "\"content\":false,\"role\":\"custodian\",\"may\":{\"own\":\"two\"");
    }

    @Test
    void explains_a_grant_and_a_denial() {
        assertThat(run("explain", "case.read", "--role", "reviewer", "--where", "same")).isZero();
        assertThat(text()).startsWith("with a purpose: reviewer may case.read");

        assertThat(run("explain", "case.read", "--role", "auditor", "--where", "own", "--json"))
                .isEqualTo(1);
        assertThat(text())
                .contains("\"grant\":\"denied\",\"reason\":\"case.read is not for auditor");
    }

    @Test
    void says_what_there_is_when_it_is_asked_for_something_else() {
        assertThat(run("show", "root")).isEqualTo(1);
        assertThat(text()).contains("There is no role 'root'; there are agent, reviewer,");

        assertThat(run("explain", "case.eat", "--role", "agent")).isEqualTo(1);
        assertThat(text()).contains("There is no act 'case.eat'");

        assertThat(run("explain", "case.read", "--role", "agent", "--where", "here")).isEqualTo(1);
        assertThat(text()).contains("There is no place 'here'; there are [own, same,");
    }

    private int run(String... words) {
        printed.reset();
        var all = new String[words.length + 1];
        all[0] = "rights";
        System.arraycopy(words, 0, all, 1, words.length);
        return Main.commandLine().execute(all);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
