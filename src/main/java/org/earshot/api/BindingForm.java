package org.earshot.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.earshot.masking.Binding;
import org.earshot.masking.CallDirection;
import org.earshot.masking.MaskMode;
import org.earshot.masking.OpeningHours;
import org.earshot.masking.Party;
import org.earshot.masking.Terms;
import org.jspecify.annotations.Nullable;

/// A binding as it is asked for; null: not said. The names are the contract's. Also what the
/// command line fills in.
public record BindingForm(
        String mode,
        @Nullable String x,
        @Nullable String area,
        @Nullable String y,
        @Nullable String extension,
        String a,
        @Nullable String b,
        @Nullable List<String> group,
        @Nullable String calleeUntil,
        @Nullable Integer callbackKeptSec,
        @Nullable String expiresAt,
        @Nullable String direction,
        @Nullable Integer maxDurationSec,
        @Nullable Boolean lastMinuteTone,
        @Nullable Integer ringTimeoutSec,
        @Nullable String openFrom,
        @Nullable String openUntil,
        @Nullable String openZone,
        @Nullable String userData) {

    private static final Duration CALLBACK_KEPT = Duration.ofHours(24);

    /// The binding for a mask.
    ///
    /// @throws IllegalArgumentException when something is missing or cannot be; a sentence
    public Binding on(String mask) {
        UUID id = UUID.randomUUID();
        Party protectedParty = Party.parse(a);
        Optional<Party> other = Optional.ofNullable(b).map(Party::parse);
        return switch (maskMode()) {
            case AX ->
                    new Binding.Ax(id, mask, protectedParty, other, instant(calleeUntil), terms());
            case AXB -> new Binding.Axb(id, mask, protectedParty, need("b", other), terms());
            case AXE ->
                    new Binding.Axe(
                            id,
                            mask,
                            need("extension", Optional.ofNullable(extension)),
                            protectedParty,
                            other,
                            seconds(callbackKeptSec, CALLBACK_KEPT),
                            terms());
            case AXYB ->
                    new Binding.Axyb(
                            id,
                            mask,
                            need("y", Optional.ofNullable(y)),
                            protectedParty,
                            need("b", other),
                            terms());
            case AXG ->
                    new Binding.Axg(
                            id,
                            mask,
                            protectedParty,
                            need("group", Optional.ofNullable(group).map(BindingForm::parties)),
                            other,
                            terms());
            case X ->
                    throw new IllegalArgumentException(
                            "a mask in mode X has no binding: its owner is asked at each call");
        };
    }

    public MaskMode maskMode() {
        return MaskMode.valueOf(mode);
    }

    private Terms terms() {
        Terms open = Terms.open();
        return new Terms(
                instant(expiresAt),
                direction == null ? open.direction() : CallDirection.valueOf(direction),
                seconds(maxDurationSec, open.maxDuration()),
                lastMinuteTone == null ? open.lastMinuteTone() : lastMinuteTone,
                seconds(ringTimeoutSec, open.ringTimeout()),
                hours(),
                userData == null ? "" : userData);
    }

    private Optional<OpeningHours> hours() {
        if (openFrom == null && openUntil == null && openZone == null) {
            return Optional.empty();
        }
        if (openFrom == null || openUntil == null || openZone == null) {
            throw new IllegalArgumentException(
                    "openFrom, openUntil and openZone are given together or not at all");
        }
        try {
            return Optional.of(
                    new OpeningHours(
                            LocalTime.parse(openFrom),
                            LocalTime.parse(openUntil),
                            ZoneId.of(openZone)));
        } catch (java.time.DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "openFrom and openUntil are times as 08:30, openZone is a zone as Asia/Seoul;"
                            + " got %s, %s, %s".formatted(openFrom, openUntil, openZone),
                    unknown);
        }
    }

    static Set<Party> parties(List<String> texts) {
        return texts.stream().map(Party::parse).collect(Collectors.toUnmodifiableSet());
    }

    static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (java.time.DateTimeException none) {
            throw new IllegalArgumentException(
                    "a time is written as 2026-11-22T18:00:00Z, got '" + text + "'", none);
        }
    }

    private static Duration seconds(@Nullable Integer given, Duration otherwise) {
        return given == null ? otherwise : Duration.ofSeconds(given);
    }

    private <T> T need(String name, Optional<T> value) {
        return value.orElseThrow(
                () -> new IllegalArgumentException("mode " + mode + " needs '" + name + "'"));
    }

    /// Nobody is named.
    @Override
    public String toString() {
        return "BindingForm[" + mode + "]";
    }
}
