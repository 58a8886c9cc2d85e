package org.earshot.ari;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One message from Asterisk, as JSON. Lists what we read; everything else, the caller's name and
/// number first of all, is skipped by the parser and never becomes a value.
@JsonIgnoreProperties(ignoreUnknown = true)
record AriMessage(
        @Nullable String type,
        @JsonProperty("request_id") @Nullable String requestId,
        @JsonProperty("status_code") int status,
        @JsonProperty("message_body") @Nullable String body,
        @Nullable Channel channel,
        @Nullable Playback playback,
        @Nullable List<String> args,
        @Nullable String digit,
        int cause) {

    private static final String CHANNEL_URI = "channel:";

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Channel(String id, @Nullable String name, @Nullable String state) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Playback(
            String id,
            @JsonProperty("target_uri") @Nullable String target,
            @Nullable String state) {}

    boolean isResponse() {
        return "RESTResponse".equals(type);
    }

    /// Empty for what we have no use for.
    Optional<AriEvent> event() {
        if (playback != null) {
            return playbackEvent(playback);
        }
        return channel == null || type == null ? Optional.empty() : channelEvent(type, channel);
    }

    private Optional<AriEvent> playbackEvent(Playback of) {
        if (!"PlaybackFinished".equals(type)
                || of.target() == null
                || !of.target().startsWith(CHANNEL_URI)) {
            return Optional.empty();
        }
        return Optional.of(
                new AriEvent.PlaybackFinished(
                        of.target().substring(CHANNEL_URI.length()),
                        of.id(),
                        !"failed".equals(of.state())));
    }

    private Optional<AriEvent> channelEvent(String what, Channel of) {
        return Optional.ofNullable(
                switch (what) {
                    case "StasisStart" ->
                            new AriEvent.Entered(
                                    of.id(),
                                    of.name() == null ? "" : of.name(),
                                    args == null ? List.of() : List.copyOf(args));
                    case "StasisEnd" -> new AriEvent.Left(of.id());
                    case "ChannelStateChange" ->
                            "Ringing".equals(of.state()) ? new AriEvent.Ringing(of.id()) : null;
                    case "ChannelHangupRequest" -> new AriEvent.HangupRequested(of.id(), cause);
                    case "ChannelDestroyed" -> new AriEvent.Destroyed(of.id(), cause);
                    case "ChannelDtmfReceived" ->
                            digit == null || digit.isEmpty()
                                    ? null
                                    : new AriEvent.KeyPressed(of.id(), digit.charAt(0));
                    default -> null; // Asterisk's words, not ours: new ones are no concern of us
                });
    }
}
