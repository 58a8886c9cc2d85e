package org.earshot.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.earshot.telephony.Hangup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every paragraph of `ivr-flows/main.dialogues`, with the flow and the prompts that are shipped.
@DisplayName("main.dialogues")
class DialoguesTest {

    static Stream<Dialogue> dialogues() throws IOException {
        return Dialogue.read(ShippedFlow.FOLDER.resolve("main.dialogues")).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialogues")
    void is_lived_through_as_written(Dialogue dialogue) throws IvrRefused {
        var caller = dialogue.script();
        var house = new RecordingIntake();
        var outcome = new ArrayList<String>();
        String end;
        try {
            new FlowRunner(caller, ShippedFlow.prompts(), house).run(ShippedFlow.main());
            end = "us";
        } catch (Hangup hangup) {
            end = hangup.by().name().toLowerCase(Locale.ROOT);
        }
        house.acts().forEach(act -> outcome.addAll(inPlainWords(act)));
        outcome.add("call ended by " + end);

        assertThat(caller.unmet()).as("what the caller never came to").isEmpty();
        assertThat(outcome).isEqualTo(dialogue.outcome());
    }

    private static List<String> inPlainWords(String act) {
        return switch (act) {
            case "case opened", "code wrong" -> List.of(act);
            case "code right" -> List.of("code confirmed");
            default ->
                    act.startsWith("report ended by ")
                            ? List.of(act.replace("ended", "ends").toLowerCase(Locale.ROOT))
                            : List.of();
        };
    }
}
