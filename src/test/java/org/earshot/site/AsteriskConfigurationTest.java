package org.earshot.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.earshot.site.AsteriskSettings.Adapter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Asterisk's configuration")
class AsteriskConfigurationTest {

    private static final AsteriskSoftware SOFTWARE = new AsteriskSoftware(Path.of("/software"));

    @Test
    void lists_every_template_of_the_folder() throws IOException {
        try (Stream<Path> folder = Files.list(Path.of("asterisk-conf"))) {
            assertThat(folder.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".conf"))
                    .containsExactlyInAnyOrderElementsOf(AsteriskConfiguration.TEMPLATES);
        }
    }

    @Test
    void has_a_value_for_every_placeholder() throws IOException {
        Map<String, String> values = AsteriskConfiguration.values(settings(Adapter.AGI), SOFTWARE);

        for (String name : AsteriskConfiguration.TEMPLATES) {
            assertThat(AsteriskConfiguration.render(template(name), values))
                    .as(name)
                    .doesNotContainPattern("@[A-Z_]+@");
        }
    }

    @Test
    void hands_calls_to_the_chosen_adapter() throws IOException {
        String dialplan =
                AsteriskConfiguration.render(
                        template("extensions.conf"),
                        AsteriskConfiguration.values(settings(Adapter.AGI), SOFTWARE));

        assertThat(dialplan)
                .contains("exten => s,1,Goto(enter,agi,1)")
                .contains(
                        "AGI(agi://127.0.0.1:4573/earshot,dialled=${DIALLED},caller=${TOKEN},shown=${SHOWN},verified=${VERIFIED})");
    }

    @Test
    void takes_a_caller_s_name_from_the_shield_alone() throws IOException {
        var anonymous = AsteriskConfiguration.values(settings(Adapter.ARI), SOFTWARE);
        var shielded =
                AsteriskConfiguration.values(
                        settings(Adapter.ARI).withShield("127.0.0.2"), SOFTWARE);

        assertThat(AsteriskConfiguration.render(template("pjsip.conf"), anonymous))
                .contains("\ncallerid = Caller <anonymous>\n")
                .contains("\nmatch = 127.0.0.0/8\n");
        assertThat(AsteriskConfiguration.render(template("pjsip.conf"), shielded))
                .doesNotContain("\ncallerid =")
                .contains("\nmatch = 127.0.0.2\n");
        assertThat(AsteriskConfiguration.render(template("extensions.conf"), anonymous))
                .contains("Set(TOKEN=)");
        assertThat(AsteriskConfiguration.render(template("extensions.conf"), shielded))
                .contains("Set(TOKEN=${IF($[${REGEX(");
    }

    @Test
    void binds_everything_but_sip_to_loopback() throws IOException {
        for (String name : List.of("http.conf", "manager.conf")) {
            assertThat(template(name)).as(name).contains("bindaddr = 127.0.0.1");
        }
    }

    @Test
    void holds_no_secret_of_its_own() throws IOException {
        for (String name : AsteriskConfiguration.TEMPLATES) {
            assertThat(template(name).lines())
                    .as(name)
                    .filteredOn(line -> line.matches("\\s*(password|secret)\\s*=.*"))
                    .allMatch(line -> line.matches(".*= @[A-Z]+_PASSWORD@"));
        }
    }

    @Test
    void refuses_a_directory_that_its_syntax_cannot_hold(@TempDir Path directory) {
        var settings = AsteriskSettings.local("x", directory.resolve("a;b"), Adapter.ARI);

        assertThatThrownBy(() -> AsteriskConfiguration.write(settings, SOFTWARE))
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("a;b")
                .hasMessageContaining("--data");
    }

    @Test
    void refuses_a_name_that_is_not_one_word() {
        assertThatThrownBy(() -> AsteriskSettings.local("../x", Path.of("/d"), Adapter.ARI))
                .hasMessageContaining("asterisk.name")
                .hasMessageContaining("../x");
    }

    private static AsteriskSettings settings(Adapter adapter) {
        return new AsteriskSettings(
                "test",
                Path.of("/data/asterisk"),
                adapter,
                "127.0.0.1",
                List.of("127.0.0.0/8"),
                new AsteriskPorts(5060, 8088, 5038, 4573, 8089, 20_000),
                AsteriskSecrets.generate(),
                List.of(Path.of("/prompts/en/core-away.wav"), Path.of("/prompts/zh/core-away.wav")),
                List.of(),
                6,
                Optional.empty());
    }

    private static String template(String name) throws IOException {
        return Files.readString(Path.of("asterisk-conf", name), StandardCharsets.UTF_8);
    }
}
