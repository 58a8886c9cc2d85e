package org.earshot.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.earshot.house.FlowHistory;
import org.earshot.house.FlowSet;
import org.earshot.ivr.Flow;
import org.jspecify.annotations.Nullable;

/// A line of the list of flows. The names are the contract's; null is left out.
///
/// @param entry whether it is the first that callers hear
/// @param now callers in it
@JsonInclude(JsonInclude.Include.NON_NULL)
record FlowLine(
        String name,
        String sha256,
        boolean entry,
        List<String> languages,
        long now,
        @Nullable Since since,
        @Nullable Draft draft) {

    /// All flows of a release.
    record Book(int release, List<FlowLine> flows) {}

    /// @param by `program`: it came with the program; `operator`: somebody published it
    record Since(int release, String by, String at) {

        static @Nullable Since of(FlowHistory history) {
            return history.published()
                    .map(put ->
                            new Since(
                                    put.release(),
                                    put.origin().name().toLowerCase(Locale.ROOT),
                                    put.at().toString()))
                    .orElse(null);
        }
    }

    /// A version that was kept and never put in force.
    record Draft(String sha256, String storedAt) {

        static @Nullable Draft of(FlowHistory history) {
            return history.draft()
                    .map(waiting -> new Draft(waiting.sha256(), waiting.storedAt().toString()))
                    .orElse(null);
        }
    }

    static FlowLine of(FlowSet set, Flow flow, FlowHistory history, Map<String, Long> now) {
        return new FlowLine(
                flow.name(),
                flow.sha256(),
                set.entry().equals(flow),
                FlowOperations.tags(flow),
                now.values().stream().mapToLong(Long::longValue).sum(),
                Since.of(history),
                Draft.of(history));
    }
}
