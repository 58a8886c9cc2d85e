package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.earshot.flows.DialogueBook;
import org.earshot.ivr.IvrFlows;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A few of those marked (live), so that `./earshot flow test --live` is known to work: one that is
/// answered by key, one aloud, one in which somebody is rung.
@DisplayName("Live dialogues")
@Tag("waits")
@Timeout(120)
class LiveDialoguesIT {

    private static final String ALOUD = "verify-callback: A reporter cannot talk freely";

    private static final Set<String> FEW =
            Set.of(
                    "agree: A caller may be recorded",
                    ALOUD,
                    "emergency: A caller is handed over at once");

    @Test
    void go_as_written_and_the_same_over_ari_and_agi() throws Exception {
        var few =
                DialogueBook.read(IvrFlows.shipped()).stream()
                        .filter(it -> it.live() && FEW.contains(it.flow() + ": " + it.title()))
                        .toList();

        var lived =
                LiveRehearsal.run(
                        few,
                        List.of("ari", "agi"),
                        _ -> Duration.ZERO,
                        new Places(),
                        new SiteOptions());

        var report = FlowTestReport.of(List.of(), lived, 0, List.of());
        assertThat(lived).hasSize(2 * FEW.size());
        assertThat(report.failed()).isEmpty();
        assertThat(report.differences()).isEmpty();
        assertThat(lived)
                .filteredOn(it -> it.turn().dialogue().flow().equals("verify-callback"))
                .extracting(it -> it.result().heard())
                .as("the word was understood the first time, so that nothing is asked again")
                .containsOnly(List.of("visit-greeting", "visit-yes", "visit-no", "visit-later"));
    }
}
