package org.earshot.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.earshot.recording.RecordingCatalog.Entry;
import org.earshot.recording.RecordingCatalog.State;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.Test;

/// What every catalog does.
abstract class RecordingCatalogContract {

    private static final Instant STARTED = Instant.parse("2026-06-02T09:00:00.123Z");
    private static final Instant SEALED = STARTED.plusSeconds(60);
    private static final LocalDate DESTROY_ON = LocalDate.of(2026, 11, 29);
    private static final byte[] HASH = new byte[32];

    private final UUID id = UUID.randomUUID();
    private final CallId call = CallId.random();

    abstract RecordingCatalog catalog();

    @Test
    void an_announced_recording_is_found_by_id_and_by_call() {
        catalog().began(id, call, STARTED, DESTROY_ON);

        assertThat(catalog().find(id)).contains(capturing());
        assertThat(catalog().ofCall(call)).contains(capturing());
        assertThat(catalog().find(UUID.randomUUID())).isEmpty();
        assertThat(catalog().ofCall(CallId.random())).isEmpty();
    }

    @Test
    void sealing_tells_length_and_gaps() {
        catalog().began(id, call, STARTED, DESTROY_ON);
        catalog().sealed(sealed(), SEALED, HASH);

        assertThat(catalog().find(id)).contains(sealed());
    }

    @Test
    void a_recording_never_announced_can_be_sealed() {
        catalog().sealed(sealed(), SEALED, HASH);

        assertThat(catalog().ofCall(call)).contains(sealed());
    }

    @Test
    void everything_may_be_told_twice_and_in_the_wrong_order() {
        catalog().sealed(sealed(), SEALED, HASH);
        catalog().began(id, call, STARTED, DESTROY_ON);
        catalog().sealed(sealed(), SEALED.plusSeconds(1), HASH);

        assertThat(catalog().find(id)).contains(sealed());
    }

    @Test
    void of_two_recordings_of_a_call_the_longer_one_is_found() {
        catalog().began(UUID.randomUUID(), call, STARTED, DESTROY_ON);
        catalog().sealed(sealed(), SEALED, HASH);

        assertThat(catalog().ofCall(call)).contains(sealed());
    }

    private Entry capturing() {
        return new Entry(
                id, call, STARTED, State.CAPTURING, Optional.empty(), Duration.ZERO, DESTROY_ON);
    }

    private Entry sealed() {
        return new Entry(
                id,
                call,
                STARTED,
                State.SEALED,
                Optional.of(Duration.ofMillis(59_876)),
                Duration.ofMillis(500),
                DESTROY_ON);
    }
}
