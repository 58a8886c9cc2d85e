package org.earshot.ari;

import java.util.List;

/// Something that happened to one channel. Of Asterisk's many events only these are asked for; who
/// is calling is in none of them.
public sealed interface AriEvent {

    String channelId();

    /// The channel has entered our application and may be used from now on.
    record Entered(String channelId, String name, List<String> arguments) implements AriEvent {}

    /// The telephone at the other end of a channel we made rings.
    record Ringing(String channelId) implements AriEvent {}

    /// The channel has left our application.
    record Left(String channelId) implements AriEvent {}

    /// The other side has hung up; `cause` as in Q.850, 0 when Asterisk gave none.
    record HangupRequested(String channelId, int cause) implements AriEvent {}

    /// The channel no longer exists.
    record Destroyed(String channelId, int cause) implements AriEvent {}

    /// A key was pressed (and released).
    record KeyPressed(String channelId, char key) implements AriEvent {

        /// Never the key itself: what a caller keys may be a secret.
        @Override
        public String toString() {
            return "KeyPressed[" + channelId + "]";
        }
    }

    /// A playback has ended. `played` is false when a file could not be played.
    record PlaybackFinished(String channelId, String playbackId, boolean played)
            implements AriEvent {}

    /// The connection was down and is back. What happened meanwhile is lost: ask.
    record Reconnected(String channelId) implements AriEvent {}

    /// Asterisk itself is gone, or is a new process: the channel does not exist any more.
    record AsteriskGone(String channelId) implements AriEvent {}
}
