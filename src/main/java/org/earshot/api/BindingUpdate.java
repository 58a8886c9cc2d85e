package org.earshot.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.earshot.masking.BindingChange;
import org.earshot.masking.CallDirection;
import org.earshot.masking.Party;
import org.jspecify.annotations.Nullable;

/// What is to be changed of a binding; null: nothing. The names are the contract's. Also what the
/// command line fills in.
public record BindingUpdate(
        @Nullable String a,
        @Nullable String b,
        @Nullable String calleeUntil,
        @Nullable List<String> group,
        @Nullable String expiresAt,
        @Nullable String direction,
        @Nullable Integer maxDurationSec,
        @Nullable String userData) {

    /// @throws IllegalArgumentException when something cannot be; a sentence
    public BindingChange change() {
        return new BindingChange(
                Optional.ofNullable(a).map(Party::parse),
                Optional.ofNullable(b).map(Party::parse),
                BindingForm.instant(calleeUntil),
                Optional.ofNullable(group).map(BindingForm::parties),
                BindingForm.instant(expiresAt),
                Optional.ofNullable(direction).map(CallDirection::valueOf),
                Optional.ofNullable(maxDurationSec).map(Duration::ofSeconds),
                Optional.ofNullable(userData));
    }

    /// Nobody is named.
    @Override
    public String toString() {
        return "BindingUpdate";
    }
}
