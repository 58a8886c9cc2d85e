package org.earshot.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.earshot.crypto.KeyService;
import org.earshot.ivr.Consent;
import org.earshot.recording.Drafts;
import org.earshot.recording.RecordingSettings;
import org.earshot.telephony.CallId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is drafted of a call")
@SuppressWarnings({"NullAway", "NullAway.Init"}) // what is never used
class DraftingTest {

    private static final Discretion TEXT = Discretion.AT_FIRST.agreed(Consent.TRANSCRIPT_ONLY);
    private static final short REPORT = 1_000;
    private static final short TALK = 8_000;
    private static final short AUDIBLE = 500;

    @TempDir private Path temp;
    private final UUID recording = UUID.randomUUID();
    private final CallId call = CallId.random();
    private final Instant answered = Instant.parse("2026-11-22T10:00:00Z");
    private final AtomicLong nanos = new AtomicLong();
    private Drafts drafts;
    private Drafting drafting;

    @BeforeEach
    void begin() {
        var settings = new RecordingSettings(temp.resolve("recordings"), Period.ofDays(30), 1_000);
        drafts =
                Drafts.open(settings, KeyService.open(temp.resolve("keys")), this::now, nanos::get);
        var services =
                new CallServices(null, null, drafts, null, null, null, null, null, null, null);
        drafting = new Drafting(services, call);
    }

    @AfterEach
    void end() {
        drafts.close();
    }

    @Test
    void is_nothing_before_a_report_begins() {
        drafting.apply(TEXT, answered, recording);

        assertThat(drafting.draft()).isEmpty();
    }

    @Test
    void is_nothing_where_the_sound_may_be_kept_or_the_words_may_not() {
        drafting.speaks(true);

        for (Consent consent : List.of(Consent.RECORDED, Consent.MINUTES_ONLY)) {
            drafting.apply(Discretion.AT_FIRST.agreed(consent), answered, recording);
            assertThat(drafting.draft()).isEmpty();
        }
    }

    @Test
    void ends_with_the_report_however_long_the_call_goes_on() {
        drafting.speaks(true);
        drafting.apply(TEXT, answered, recording);
        say(REPORT);
        drafting.speaks(false);
        drafting.apply(TEXT, answered, recording);
        say(TALK); // with the duty officer

        var sealed = drafting.draft().orElseThrow().close(now());

        assertThat(sealed.sealed()).isTrue();
        short[] drafted = drafts.completed(recording, new short[0]);
        int loudest = 0;
        int audible = 0;
        for (short sample : drafted) {
            loudest = Math.max(loudest, Math.abs(sample));
            audible += Math.abs(sample) > AUDIBLE ? 1 : 0;
        }
        assertThat(audible).as("samples of the report").isEqualTo(3 * 8_000);
        assertThat(loudest).as("nothing of the talk").isLessThan(2 * REPORT);
    }

    private void say(short sample) {
        var frame = new short[160];
        Arrays.fill(frame, sample);
        for (int i = 0; i < 150; i++) {
            nanos.addAndGet(20_000_000);
            drafting.write(frame);
        }
    }

    private Instant now() {
        return answered.plusNanos(nanos.get());
    }
}
