package org.earshot.calls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.earshot.ari.AriChannels;
import org.earshot.ari.AriError;
import org.earshot.ari.AriException;

/// What a caller of ours hears over ARI while nobody says anything: nothing, as long as we are
/// there; ringing, as soon as we are not. Asterisk plays a file that begins with silence, and we
/// set it back to its beginning again and again: who is killed cannot, and the silence runs out.
/// The core that comes next takes it away with its first prompt.
///
/// ```
/// play prompt     wait            keep   keep  (killed)
///   |===prompt====|...............|......|...................rrrrrrrrrr...........rrrrrrrrrr
///                  <-- QUIET, set back --><---- QUIET ------><-- RINGS -->
/// ```
///
/// While it plays Asterisk carries out no other command for the channel that it does one after the
/// other (answer, ring, set a variable, put into a bridge, back to the dialplan): [#stop] before
/// those. For the call's own thread.
final class Comfort {

    /// A caller who hears nothing for three seconds asks whether anybody is there.
    static final Duration QUIET = Duration.ofMillis(1_500);

    /// So that a pause of the machine makes nobody hear it ring.
    static final Duration KEEP_EVERY = Duration.ofMillis(700);

    /// Ten minutes.
    private static final int REPEATED = 10;

    /// The next is begun before the last has gone; more than two are never there.
    private static final int IDS = 4;

    private final Playbacks playbacks;
    private final LongSupplier nanoTime;
    private final String channelId;
    private final List<Path> files;
    private final List<String> ids;
    private boolean unknown; // which one plays
    private int current;
    private boolean mayPlay;
    private long keptAt; // or tried to: an outage is not asked about without end

    /// What is asked of Asterisk here.
    interface Playbacks {

        void play(String channelId, String playbackId, List<Path> files) throws AriException;

        void restart(String playbackId) throws AriException;

        void stop(String playbackId) throws AriException;

        static Playbacks of(AriChannels channels) {
            return new Playbacks() {
                @Override
                public void play(String channelId, String playbackId, List<Path> files)
                        throws AriException {
                    channels.play(channelId, playbackId, files);
                }

                @Override
                public void restart(String playbackId) throws AriException {
                    channels.restartPlayback(playbackId);
                }

                @Override
                public void stop(String playbackId) throws AriException {
                    channels.stopPlayback(playbackId);
                }
            };
        }
    }

    /// @param foundAlive whether an earlier core may have left its own
    Comfort(AriChannels channels, String channelId, Path waiting, boolean foundAlive) {
        this(Playbacks.of(channels), System::nanoTime, channelId, waiting, foundAlive);
    }

    Comfort(
            Playbacks playbacks,
            LongSupplier nanoTime,
            String channelId,
            Path waiting,
            boolean foundAlive) {
        this.playbacks = playbacks;
        this.nanoTime = nanoTime;
        this.channelId = channelId;
        this.files = Collections.nCopies(REPEATED, waiting);
        this.ids = IntStream.range(0, IDS).mapToObj(i -> id(channelId, i)).toList();
        this.unknown = foundAlive;
    }

    /// Known to the next core without being told.
    private static String id(String channelId, int number) {
        return UUID.nameUUIDFromBytes(
                        ("comfort " + number + " " + channelId).getBytes(StandardCharsets.US_ASCII))
                .toString();
    }

    /// Begins when what plays, or was asked for before, is over; instead of the one that plays.
    void next() throws AriException {
        keptAt = nanoTime.getAsLong();
        stop();
        current = (current + 1) % IDS;
        mayPlay = true; // also when the answer is lost
        playbacks.play(channelId, ids.get(current), files);
    }

    /// Until when [#keep] should be called again.
    Duration untilDue() {
        long left = keptAt + KEEP_EVERY.toNanos() - nanoTime.getAsLong();
        return Duration.ofNanos(Math.max(left, 1_000_000));
    }

    /// We are here: nothing is heard for another while. Does nothing when that is known.
    void keep() throws AriException {
        if (!mayPlay) {
            next();
        } else if (nanoTime.getAsLong() - keptAt >= KEEP_EVERY.toNanos()) {
            keptAt = nanoTime.getAsLong();
            try {
                playbacks.restart(ids.get(current));
            } catch (AriError over) {
                next();
            }
        }
    }

    /// The channel is free for other commands.
    void stop() throws AriException {
        for (String id : unknown ? ids : mayPlay ? List.of(ids.get(current)) : List.<String>of()) {
            stop(id);
        }
        unknown = false;
        mayPlay = false;
    }

    private void stop(String id) throws AriException {
        try {
            playbacks.stop(id);
        } catch (AriError over) {
            if (!over.isGone()) {
                throw over;
            }
        }
    }
}
