package org.earshot.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.earshot.masking.Binding;
import org.earshot.masking.KeptBinding;
import org.earshot.masking.OpeningHours;
import org.earshot.masking.Party;
import org.earshot.masking.Terms;
import org.jspecify.annotations.Nullable;

/// A binding as it is told; null: there is none, and it is left out. The names are the contract's.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BindingView(
        String bindingId,
        String mode,
        String x,
        @Nullable String y,
        @Nullable String extension,
        String a,
        @Nullable String b,
        @Nullable List<String> group,
        @Nullable String calleeUntil,
        @Nullable Long callbackKeptSec,
        @Nullable String expiresAt,
        String direction,
        long maxDurationSec,
        boolean lastMinuteTone,
        long ringTimeoutSec,
        @Nullable String openFrom,
        @Nullable String openUntil,
        @Nullable String openZone,
        String userData,
        String createdAt,
        @Nullable String endedAt,
        @Nullable String endedBy,
        boolean active) {

    public static BindingView of(KeptBinding kept, Instant now) {
        Binding binding = kept.binding();
        Terms terms = binding.terms();
        return new BindingView(
                binding.id().toString(),
                binding.mode().name(),
                binding.x(),
                binding instanceof Binding.Axyb axyb ? axyb.y() : null,
                binding instanceof Binding.Axe axe ? axe.extension() : null,
                binding.a().text(),
                other(binding).map(Party::text).orElse(null),
                binding instanceof Binding.Axg axg
                        ? axg.group().stream().map(Party::text).sorted().toList()
                        : null,
                binding instanceof Binding.Ax ax ? text(ax.calleeUntil()) : null,
                binding instanceof Binding.Axe axe ? axe.callbackKept().toSeconds() : null,
                text(terms.expiresAt()),
                terms.direction().name(),
                terms.maxDuration().toSeconds(),
                terms.lastMinuteTone(),
                terms.ringTimeout().toSeconds(),
                text(terms.hours().map(OpeningHours::from)),
                text(terms.hours().map(OpeningHours::until)),
                text(terms.hours().map(OpeningHours::zone)),
                terms.userData(),
                kept.createdAt().toString(),
                text(kept.endedAt()),
                text(kept.endedBy()),
                kept.isActiveAt(now));
    }

    private static Optional<Party> other(Binding binding) {
        return switch (binding) {
            case Binding.Ax ax -> ax.callee();
            case Binding.Axb axb -> Optional.of(axb.b());
            case Binding.Axe axe -> axe.callbackTo();
            case Binding.Axyb axyb -> Optional.of(axyb.b());
            case Binding.Axg axg -> axg.b();
        };
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    /// Nobody is named.
    @Override
    public String toString() {
        return "BindingView[" + bindingId + "]";
    }
}
