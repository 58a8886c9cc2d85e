package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.earshot.masking.RetryLadder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir Path data;

    @Test
    void without_a_file_the_reference_holds() {
        Settings settings = Settings.read(data);

        assertThat(settings.calls().adapter()).isEqualTo("ari");
        assertThat(settings.cases().codeDigits()).isEqualTo(16);
    }

    @Test
    void a_file_changes_what_it_names_and_nothing_else() throws IOException {
        write("calls:\n  max-calls: 7\nspeech:\n  models:\n    en: /models/en\n");

        Settings settings = Settings.read(data);

        assertThat(settings.calls().maxCalls()).isEqualTo(7);
        assertThat(settings.calls().flow()).isEqualTo("main");
        assertThat(settings.speech().models()).containsEntry("en", "/models/en");
    }

    @Test
    void whom_and_what_flows_may_name_is_chosen_by_the_operator() throws IOException {
        write(
                "calls:\n  targets: {duty: 'agent:duty'}\n  hooks:\n    office:"
                        + " {url: 'https://a.example/x', secret: 'sixteen bytes or more'}\n");

        var calls = Settings.read(data).calls();

        assertThat(HouseKeys.targets(calls)).containsOnlyKeys("duty");
        assertThat(HouseKeys.hooks(calls)).containsOnlyKeys("office");
        assertThat(calls.toString()).doesNotContain("sixteen");
        assertThat(HouseKeys.names(calls).targets())
                .hasValueSatisfying(names -> assertThat(names).containsExactly("duty"));
    }

    @Test
    void a_number_may_answer_with_a_flow_of_its_own() throws IOException {
        write("calls:\n  numbers: {'5550123': status, hotline2: report}\n");

        assertThat(Settings.read(data).calls().numbers())
                .containsEntry("5550123", "status")
                .containsEntry("hotline2", "report");
    }

    @Test
    void a_number_is_what_can_be_dialled() throws IOException {
        write("calls:\n  numbers: {'555 0123': status}\n");

        assertThatThrownBy(() -> Settings.read(data))
                .hasMessageContaining("calls.numbers.555 0123: a number is up to 32 digits");
    }

    @Test
    void a_target_is_no_number_and_a_hook_s_secret_is_long() throws IOException {
        write(
                "calls:\n  targets: {duty: '+8210'}\n  hooks:\n    office:"
                        + " {url: 'https://a.example/x', secret: 'hush'}\n");

        assertThatThrownBy(() -> Settings.read(data))
                .hasMessageContaining("calls.targets.duty: a party is a caller's token")
                .hasMessageContaining("calls.hooks.office: secret must have at least 16 bytes")
                .hasMessageNotContaining("8210")
                .hasMessageNotContaining("hush");
    }

    @Test
    void all_unknown_keys_are_named_at_once() throws IOException {
        write("calls:\n  max-cals: 7\ncolour: red\n");

        assertThatThrownBy(() -> Settings.read(data))
                .hasMessageContaining("unknown key 'calls.max-cals'")
                .hasMessageContaining("unknown key 'colour'");
    }

    @Test
    void a_wrong_value_is_named_with_its_key() throws IOException {
        write("calls:\n  adapter: isdn\n  max-calls: 0\n");

        assertThatThrownBy(() -> Settings.read(data))
                .hasMessageContaining("calls.adapter must be ari or agi, got 'isdn'")
                .hasMessageContaining("calls.max-calls must be at least 1, got 0");
    }

    @Test
    void broken_yaml_is_told_with_its_line() throws IOException {
        write("calls:\n  adapter: [ari\n");

        assertThatThrownBy(() -> Settings.read(data))
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("line");
    }

    @Test
    void the_reference_s_retries_are_the_operators_and_nobody_is_told() {
        var webhook = Settings.read(data).masking().webhook();

        assertThat(webhook.settings()).isEmpty();
        assertThat(webhook.retrySeconds())
                .isEqualTo(
                        RetryLadder.USUAL.steps().stream()
                                .map(step -> (int) step.toSeconds())
                                .toList());
    }

    @Test
    void a_webhook_needs_an_address_and_a_key_which_is_never_shown() throws IOException {
        write("masking:\n  webhook:\n    url: ftp://x\n    secret: hush\n");
        assertThatThrownBy(() -> Settings.read(data))
                .hasMessageContaining("masking.webhook.url must begin with https://");
        write("masking:\n  webhook:\n    url: https://x\n    secret: hush\n");

        assertThatThrownBy(() -> Settings.read(data))
                .hasMessageContaining("masking.webhook.secret must have at least 16 bytes, has 4")
                .message()
                .doesNotContain("hush");
        write("masking:\n  webhook:\n    url: https://x\n    secret: hush-hush-hush-hush\n");
        assertThat(Settings.read(data).toString()).doesNotContain("hush");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(data.resolve("earshot.yaml"), yaml);
    }
}
