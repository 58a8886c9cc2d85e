package org.earshot.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.earshot.ari.AriException;
import org.earshot.ari.AriUnavailable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is heard on a line where nobody says anything")
class ComfortTest {

    private static final Duration OUTAGE = Comfort.KEEP_EVERY.multipliedBy(10);

    private final Asterisk asterisk = new Asterisk();
    private long now;

    @ParameterizedTest(name = "found alive: {0}")
    @ValueSource(booleans = {false, true})
    void is_asked_for_no_more_often_while_asterisk_is_away(boolean foundAlive) {
        var comfort = comfort(foundAlive);
        asterisk.away = true;

        keepFor(OUTAGE, comfort);

        assertThat(asterisk.asked).isEqualTo(10);
    }

    @Test
    void is_kept_no_more_often_after_asterisk_went_away() throws Exception {
        var comfort = comfort(false);
        comfort.next();
        asterisk.away = true;
        asterisk.asked = 0;

        keepFor(OUTAGE, comfort);

        assertThat(asterisk.asked).isEqualTo(9);
    }

    @Test
    void is_set_back_when_asterisk_is_there_again() throws Exception {
        var comfort = comfort(false);
        comfort.next();
        asterisk.away = true;
        now += comfort.untilDue().toNanos();
        assertThatThrownBy(comfort::keep).isInstanceOf(AriUnavailable.class);
        asterisk.away = false;

        now += comfort.untilDue().toNanos();
        comfort.keep();

        assertThat(asterisk.restarted).isEqualTo(1);
    }

    /// As a line does that waits for a key.
    private void keepFor(Duration time, Comfort comfort) {
        long until = now + time.toNanos();
        while (now < until) {
            try {
                comfort.keep();
            } catch (AriException away) {
                assertThat(asterisk.away).isTrue();
            }
            now += comfort.untilDue().toNanos();
        }
    }

    private Comfort comfort(boolean foundAlive) {
        return new Comfort(asterisk, () -> now, "channel", Path.of("waiting.wav"), foundAlive);
    }

    /// There, or away.
    private static final class Asterisk implements Comfort.Playbacks {

        boolean away;
        int asked;
        int restarted;

        @Override
        public void play(String channelId, String playbackId, List<Path> files)
                throws AriException {
            ask();
        }

        @Override
        public void restart(String playbackId) throws AriException {
            ask();
            restarted++;
        }

        @Override
        public void stop(String playbackId) throws AriException {
            ask();
        }

        private void ask() throws AriException {
            asked++;
            if (away) {
                throw new AriUnavailable("nobody is there");
            }
        }
    }
}
