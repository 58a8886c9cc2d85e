package org.earshot.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.TamperedException;
import org.earshot.ivr.Consent;
import org.earshot.ivr.FlowState;
import org.earshot.ivr.Pace;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a flow remembers of a call, sealed")
@SuppressWarnings("NullAway.Init")
class SealedCallTest {

    private static final FlowState STATE =
            new FlowState(
                    "report",
                    "ab".repeat(32),
                    "how-many",
                    Locale.KOREAN,
                    Pace.SLOW,
                    Optional.of(Consent.TRANSCRIPT_ONLY),
                    Map.of("unit", "271828"),
                    List.of(new FlowState.Frame("main", "cd".repeat(32), "goodbye")));

    private static final CallMemory MEMORY =
            new CallMemory(Optional.of(UUID.randomUUID()), Optional.empty());

    @TempDir private Path directory;
    private KeyService keys;
    private final CallId call = CallId.random();

    @BeforeEach
    void openKeys() {
        keys = KeyService.open(directory.resolve("keys"));
    }

    @Test
    void is_whole_again_for_another_process() {
        var seal = fresh(call);
        byte[] sealed = seal.seal(STATE, MEMORY);

        var opened =
                SealedCall.of(KeyService.open(directory.resolve("keys")), call, seal.wrappedKey())
                        .openState(sealed);

        assertThat(opened.state()).isEqualTo(STATE);
        assertThat(opened.memory()).isEqualTo(MEMORY);
    }

    @Test
    void shows_no_digit_that_was_keyed() {
        byte[] sealed = fresh(call).seal(STATE, MEMORY);

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain("271828")
                .doesNotContain("how-many");
        assertThat(StateForm.of(STATE, MEMORY)).hasToString("StateForm[report, how-many]");
    }

    @Test
    void does_not_open_as_another_call_s_nor_as_another_value() {
        var seal = fresh(call);
        byte[] state = seal.seal(STATE, MEMORY);
        var other = SealedCall.of(keys, CallId.random(), seal.wrappedKey());

        assertThatThrownBy(() -> other.openState(state)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> seal.openOutcome(state)).isInstanceOf(TamperedException.class);
    }

    @Test
    void the_outcome_is_sealed_too() {
        var seal = fresh(call);

        assertThat(seal.openOutcome(seal.sealOutcome(Map.of("confirmed", "1"))))
                .containsExactly(Map.entry("confirmed", "1"));
    }

    private SealedCall fresh(CallId id) {
        return SealedCall.fresh(keys, id, Instant.parse("2026-11-22T12:00:00Z"), Period.ofDays(90));
    }
}
