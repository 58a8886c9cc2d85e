package org.earshot.ari;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audio of one channel, as Asterisk's chan_websocket streams it: a `MEDIA_START` message, then
/// frames of 20 ms, 16 bit little-endian, 8,000 Hz.
public final class MediaStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MediaStream.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMAT = "slin";

    /// Under load frames overtake `MEDIA_START` (asterisk issue 1712); two seconds of them is not
    /// an overtaking but a fault.
    private static final int EARLY_FRAMES = 100;

    private final String channelId;
    private final String token;
    private final Consumer<short[]> frames;
    private final Runnable whenClosed;
    private final Queue<short[]> early = new ArrayDeque<>(); // the socket's thread only
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean started; // the socket's thread only

    MediaStream(String channelId, String token, Consumer<short[]> frames, Runnable whenClosed) {
        this.channelId = channelId;
        this.token = token;
        this.frames = frames;
        this.whenClosed = whenClosed;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Message(
            @Nullable String event,
            @Nullable String format,
            @JsonProperty("channel_id") @Nullable String channel) {}

    /// What Asterisk must show us to be taken for this stream.
    public String token() {
        return token;
    }

    /// Waits until the last frame has been handed on.
    ///
    /// @return false when `millis` have passed before
    public boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /// @return whether to go on
    boolean onText(String text) {
        Message message = read(text);
        if (!"MEDIA_START".equals(message.event())) {
            return true;
        }
        if (!FORMAT.equals(message.format()) || !channelId.equals(message.channel())) {
            LOG.error(
                    "Asterisk streams format {} of another channel than {}, or not {}; the stream"
                            + " is refused",
                    message.format(),
                    channelId,
                    FORMAT);
            return false;
        }
        started = true;
        early.forEach(frames);
        early.clear();
        return true;
    }

    /// @return whether to go on
    boolean onBinary(byte[] bytes) {
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        if (started) {
            frames.accept(samples);
            return true;
        }
        early.add(samples);
        return early.size() <= EARLY_FRAMES;
    }

    void onEnd() {
        ended.countDown();
    }

    private static Message read(String text) {
        try {
            return JSON.readValue(text, Message.class);
        } catch (JsonProcessingException noJson) {
            return new Message(null, null, null);
        }
    }

    /// The token is no longer accepted. A stream that runs is not cut: that is Asterisk's part.
    @Override
    public void close() {
        whenClosed.run();
    }
}
