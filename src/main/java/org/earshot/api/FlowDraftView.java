package org.earshot.api;

import java.util.List;
import java.util.stream.Stream;
import org.earshot.flows.FlowBook;
import org.earshot.flows.FlowDiff;
import org.earshot.house.FlowDraft;
import org.earshot.house.FlowSet;

/// A draft of a flow beside what is in force.
///
/// @param passes whether it could be published as it is
/// @param changes empty also when it does not pass
record FlowDraftView(
        String sha256,
        String storedAt,
        boolean passes,
        FlowCheckView check,
        List<ChangeView> changes) {

    /// @param sign `+` there now, `-` no longer, `~` otherwise
    /// @param step empty when it is about the flow as a whole
    record ChangeView(String sign, String step, String key, String before, String after) {

        static ChangeView of(FlowDiff.Change change) {
            return new ChangeView(
                    String.valueOf(change.sign()),
                    change.step(),
                    change.key(),
                    change.before(),
                    change.after());
        }
    }

    static FlowDraftView of(FlowSet set, String flow, FlowDraft draft) {
        return new FlowDraftView(
                draft.sha256(),
                draft.storedAt().toString(),
                draft.book().isPresent(),
                FlowCheckView.of(flow, draft.findings(), draft.times()),
                draft.book().map(book -> changes(set, flow, book)).orElse(List.of()));
    }

    private static List<ChangeView> changes(FlowSet set, String flow, FlowBook book) {
        var steps =
                set.named(flow).stream()
                        .flatMap(was ->
                                book.named(flow).stream()
                                        .flatMap(is -> FlowDiff.between(was, is).stream()));
        var words = FlowDiff.between(set.book().prompts(), book.prompts()).stream();
        return Stream.concat(steps, words).map(ChangeView::of).toList();
    }
}
