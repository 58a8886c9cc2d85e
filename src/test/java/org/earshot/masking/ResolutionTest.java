package org.earshot.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.masking.Resolution.AskExtension;
import org.earshot.masking.Resolution.AskOwner;
import org.earshot.masking.Resolution.PlayTone;
import org.earshot.masking.Resolution.Refuse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What becomes of a call to a mask")
class ResolutionTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Party A = Parties.A;
    private static final Party B = Parties.B;
    private static final Party N = Parties.N;
    private static final UUID ID = UUID.randomUUID();

    /// `a`, `b` and `n` are parties, `-` is a withheld number; the outcome is `party@display`, a
    /// code, or a word.
    @ParameterizedTest(name = "{0}: {1} dials {2} -> {3}")
    @CsvSource({
        "AX,   n, x, a@x",
        "AX,   -, x, a@x",
        "AX,   a, x, b@x",
        "AXB,  a, x, b@x",
        "AXB,  b, x, a@x",
        "AXB,  n, x, 8014",
        "AXB,  -, x, 8014",
        "AXE,  n, x, ask",
        "AXE,  -, x, ask",
        "AXE,  b, x, ask",
        "AXE,  a, x, b@x",
        "AXYB, a, y, b@x",
        "AXYB, b, x, a@y",
        "AXYB, b, y, 8014",
        "AXYB, a, x, 8014",
        "AXYB, n, x, 8014",
        "AXG,  b, x, a@x",
        "AXG,  a, x, b@x",
        "AXG,  n, x, 8014",
        "X,    n, x, owner",
    })
    void follows_the_table_of_modes(MaskMode mode, String caller, String dialled, String outcome) {
        var facts = facts(mode, dialled, party(caller), List.of(binding(mode, Terms.open())));

        assertThat(word(Resolution.of(facts, CallLimits.NONE))).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} allowed, {1} calls -> {2}")
    @CsvSource({
        "BOTH, a, b@x",
        "BOTH, b, a@x",
        "A_TO_B, a, b@x",
        "A_TO_B, b, 8016",
        "B_TO_A, a, 8016",
        "B_TO_A, b, a@x"
    })
    void the_binding_says_in_which_direction(CallDirection allowed, String caller, String outcome) {
        var binding = binding(MaskMode.AXB, Terms.open().only(allowed));

        var found =
                Resolution.of(
                        facts(MaskMode.AXB, "x", party(caller), List.of(binding)), CallLimits.NONE);

        assertThat(word(found)).isEqualTo(outcome);
    }

    @Test
    void an_expired_binding_is_none() {
        var binding = binding(MaskMode.AXB, Terms.open().until(NOON));

        assertThat(
                        Resolution.of(
                                facts(MaskMode.AXB, "x", Optional.of(A), List.of(binding)),
                                CallLimits.NONE))
                .isEqualTo(new Refuse(ResultCode.NO_BINDING));
    }

    @ParameterizedTest
    @CsvSource({
        "09:00, 17:00, b@x",
        "12:00, 13:00, b@x",
        "13:00, 17:00, 8050",
        "09:00, 12:00, 8050",
        "22:00, 06:00, 8050",
        "22:00, 12:01, b@x"
    })
    void the_binding_says_at_which_hours(LocalTime from, LocalTime until, String outcome) {
        var hours = new OpeningHours(from, until, ZoneOffset.UTC);
        var binding = binding(MaskMode.AXB, Terms.open().during(hours));

        var found =
                Resolution.of(
                        facts(MaskMode.AXB, "x", Optional.of(A), List.of(binding)),
                        CallLimits.NONE);

        assertThat(word(found)).isEqualTo(outcome);
    }

    @Test
    void a_without_a_callee_is_told_so() {
        var never = new Binding.Ax(ID, "x", A, Optional.empty(), Optional.empty(), Terms.open());
        var over = new Binding.Ax(ID, "x", A, Optional.of(B), Optional.of(NOON), Terms.open());
        var team = new Binding.Axg(ID, "x", A, Set.of(N), Optional.empty(), Terms.open());

        for (Binding binding : List.of(never, over, team)) {
            assertThat(
                            Resolution.of(
                                    facts(binding.mode(), "x", Optional.of(A), List.of(binding)),
                                    CallLimits.NONE))
                    .isEqualTo(new Refuse(ResultCode.NO_CALLEE));
        }
    }

    @Test
    void an_extension_leads_to_its_a_and_a_wrong_one_is_asked_for_again() {
        var axe = binding(MaskMode.AXE, Terms.open());

        assertThat(word(keyed("7", 2, axe))).isEqualTo("a@x");
        assertThat(keyed("8", 2, axe)).isEqualTo(new AskExtension(2, true));
        assertThat(keyed("8", 0, axe)).isEqualTo(new PlayTone(ResultCode.NO_BINDING));
    }

    @Test
    void a_of_an_extension_reaches_the_last_caller_then_the_default_then_hears_a_tone() {
        var withDefault = (Binding.Axe) binding(MaskMode.AXE, Terms.open());
        var without =
                new Binding.Axe(
                        ID, "x", "7", A, Optional.empty(), Duration.ofHours(1), Terms.open());
        var facts = facts(MaskMode.AXE, "x", Optional.of(A), List.of(withDefault));

        assertThat(word(Resolution.of(calledBy(facts, N, withDefault), CallLimits.NONE)))
                .isEqualTo("n@x");
        assertThat(word(Resolution.of(facts, CallLimits.NONE))).isEqualTo("b@x");
        assertThat(
                        Resolution.of(
                                facts(MaskMode.AXE, "x", Optional.of(A), List.of(without)),
                                CallLimits.NONE))
                .isEqualTo(new PlayTone(ResultCode.NO_CALLBACK));
    }

    @Test
    void the_platform_s_own_reasons_come_before_the_binding() {
        var binding = binding(MaskMode.AXB, Terms.open().only(CallDirection.B_TO_A));
        var limits = new CallLimits(3, 4, 5, Duration.ofHours(1));

        assertThat(Resolution.of(counted(binding, true, 9, 9, 9, false), limits))
                .isEqualTo(new Refuse(ResultCode.MASK_NOT_USABLE));
        assertThat(Resolution.of(counted(binding, true, 9, 9, 9, true), limits))
                .isEqualTo(new Refuse(ResultCode.CALLER_BLOCKED));
        assertThat(Resolution.of(counted(binding, false, 3, 9, 9, true), limits))
                .isEqualTo(new Refuse(ResultCode.CALLER_TOO_OFTEN));
        assertThat(Resolution.of(counted(binding, false, 2, 5, 9, true), limits))
                .isEqualTo(new Refuse(ResultCode.MASK_TOO_OFTEN));
        assertThat(Resolution.of(counted(binding, false, 2, 4, 9, true), limits))
                .isEqualTo(new Refuse(ResultCode.DIRECTION));
        var open = binding(MaskMode.AXB, Terms.open());
        assertThat(Resolution.of(counted(open, false, 2, 4, 4, true), limits))
                .isEqualTo(new Refuse(ResultCode.CALLED_TOO_OFTEN));
        assertThat(word(Resolution.of(counted(open, false, 2, 4, 3, true), limits)))
                .isEqualTo("b@x");
    }

    @Test
    void codes_are_the_operators() {
        assertThat(
                        List.of(ResultCode.values()).stream()
                                .collect(
                                        java.util.stream.Collectors.toMap(
                                                Enum::name, ResultCode::code)))
                .containsEntry("NORMAL", 0)
                .containsEntry("NO_CALLEE", 8013)
                .containsEntry("NO_BINDING", 8014)
                .containsEntry("DIRECTION", 8016)
                .containsEntry("NO_CALLBACK", 8019)
                .containsEntry("CALLER_TOO_OFTEN", 8047)
                .containsEntry("CALLED_TOO_OFTEN", 8048)
                .containsEntry("MASK_TOO_OFTEN", 8049)
                .containsEntry("CLOSED", 8050)
                .containsEntry("MASK_NOT_USABLE", 8055);
    }

    private static Resolution keyed(String digits, int triesLeft, Binding binding) {
        var facts = facts(MaskMode.AXE, "x", Optional.of(N), List.of(binding));
        return Resolution.of(
                new Facts(
                        facts.now(),
                        facts.dialled(),
                        facts.caller(),
                        false,
                        0,
                        0,
                        Map.of(),
                        facts.bindings(),
                        Optional.empty(),
                        Optional.of(digits),
                        triesLeft),
                CallLimits.NONE);
    }

    private static Facts calledBy(Facts facts, Party caller, Binding.Axe axe) {
        return new Facts(
                facts.now(),
                facts.dialled(),
                facts.caller(),
                false,
                0,
                0,
                Map.of(),
                facts.bindings(),
                Optional.of(new Facts.Callback(caller, axe)),
                Optional.empty(),
                3);
    }

    private static Facts counted(
            Binding binding, boolean blocked, int byA, int overX, int toB, boolean usable) {
        Mask mask = Mask.of("xx", MaskMode.AXB);
        return new Facts(
                NOON,
                usable ? mask : mask.suspended(),
                Optional.of(A),
                blocked,
                byA,
                overX,
                Map.of(B, toB),
                List.of(binding),
                Optional.empty(),
                Optional.empty(),
                3);
    }

    private static Facts facts(
            MaskMode mode, String dialled, Optional<Party> caller, List<Binding> bindings) {
        return new Facts(
                NOON,
                Mask.of(dialled + dialled, mode),
                caller,
                false,
                0,
                0,
                Map.of(),
                bindings.stream().map(ResolutionTest::onLongNames).toList(),
                Optional.empty(),
                Optional.empty(),
                Resolution.EXTENSION_TRIES);
    }

    /// Masks have at least two characters: `xx` and `yy`.
    private static Binding onLongNames(Binding binding) {
        return binding instanceof Binding.Axyb axyb
                ? new Binding.Axyb(axyb.id(), "xx", "yy", axyb.a(), axyb.b(), axyb.terms())
                : binding;
    }

    private static Binding binding(MaskMode mode, Terms terms) {
        return switch (mode) {
            case AX -> new Binding.Ax(ID, "x", A, Optional.of(B), Optional.empty(), terms);
            case AXB, X -> new Binding.Axb(ID, "x", A, B, terms);
            case AXE ->
                    new Binding.Axe(ID, "x", "7", A, Optional.of(B), Duration.ofHours(1), terms);
            case AXYB -> new Binding.Axyb(ID, "x", "y", A, B, terms);
            case AXG -> new Binding.Axg(ID, "x", A, Set.of(B), Optional.of(B), terms);
        };
    }

    private static Optional<Party> party(String word) {
        return switch (word) {
            case "a" -> Optional.of(A);
            case "b" -> Optional.of(B);
            case "n" -> Optional.of(N);
            default -> Optional.empty();
        };
    }

    private static String word(Resolution found) {
        return switch (found) {
            case Resolution.Connect connect ->
                    name(connect.to()) + "@" + connect.display().charAt(0);
            case AskExtension _ -> "ask";
            case PlayTone tone -> "tone " + tone.code().code();
            case Refuse refused -> String.valueOf(refused.code().code());
            case AskOwner _ -> "owner";
        };
    }

    private static String name(Party party) {
        return party.equals(A) ? "a" : party.equals(B) ? "b" : "n";
    }
}
