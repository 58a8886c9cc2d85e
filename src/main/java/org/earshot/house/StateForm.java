package org.earshot.house;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.earshot.ivr.Consent;
import org.earshot.ivr.FlowState;
import org.earshot.ivr.Pace;
import org.jspecify.annotations.Nullable;

/// [FlowState] and [CallMemory] as they are sealed: a form of its own, so that a change of those
/// breaks no call that is up while the program is changed.
public record StateForm(
        String flow,
        String sha256,
        String step,
        String language,
        Pace pace,
        @Nullable Consent consent,
        Map<String, String> variables,
        List<FrameForm> calling,
        @Nullable UUID inquired,
        @Nullable UUID note) {

    record FrameForm(String flow, String sha256, String next) {}

    static StateForm of(FlowState state, CallMemory memory) {
        return new StateForm(
                state.flow(),
                state.sha256(),
                state.step(),
                state.language().toLanguageTag(),
                state.pace(),
                state.consent().orElse(null),
                state.variables(),
                state.calling().stream()
                        .map(frame -> new FrameForm(frame.flow(), frame.sha256(), frame.next()))
                        .toList(),
                memory.inquired().orElse(null),
                memory.note().orElse(null));
    }

    public FlowState state() {
        return new FlowState(
                flow,
                sha256,
                step,
                Locale.forLanguageTag(language),
                pace,
                Optional.ofNullable(consent),
                variables,
                calling.stream()
                        .map(frame ->
                                new FlowState.Frame(frame.flow(), frame.sha256(), frame.next()))
                        .toList());
    }

    public CallMemory memory() {
        return new CallMemory(Optional.ofNullable(inquired), Optional.ofNullable(note));
    }

    /// Without values.
    @Override
    public String toString() {
        return "StateForm[" + flow + ", " + step + "]";
    }
}
