package org.earshot.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.earshot.masking.Cdr;
import org.earshot.masking.ReleaseBy;
import org.jspecify.annotations.Nullable;

/// The record of a call to a mask as it is told; null is left out. The names are the contract's.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CdrView(
        String callId,
        String kind,
        String mode,
        String mask,
        @Nullable String bindingId,
        @Nullable String caller,
        @Nullable String called,
        @Nullable String display,
        String callInTime,
        @Nullable String callOutTime,
        @Nullable String alertingTime,
        @Nullable String startTime,
        @Nullable String releaseTime,
        long talkSec,
        @Nullable Integer releaseDir,
        @Nullable Integer releaseCause,
        @Nullable Integer resultCode,
        String userData) {

    public static CdrView of(Cdr cdr) {
        return new CdrView(
                String.valueOf(cdr.id()),
                cdr.kind().name(),
                cdr.mode().name(),
                cdr.mask(),
                text(cdr.binding()),
                text(cdr.caller()),
                text(cdr.called()),
                text(cdr.display()),
                cdr.callInAt().toString(),
                text(cdr.callOutAt()),
                text(cdr.alertingAt()),
                text(cdr.startAt()),
                text(cdr.releasedAt()),
                cdr.talk().toSeconds(),
                cdr.releasedBy().map(ReleaseBy::number).orElse(null),
                cdr.releaseCause().orElse(null),
                cdr.resultCode().orElse(null),
                cdr.userData());
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    /// Nobody is named.
    @Override
    public String toString() {
        return "CdrView[" + callId + "]";
    }
}
