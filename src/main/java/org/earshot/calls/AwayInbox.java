package org.earshot.calls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.audio.G711;
import org.earshot.cases.ReportEnding;
import org.earshot.telephony.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in the messages that the dialplan took while no core was there: each becomes a sealed
/// recording, a report and a case, and only then is removed. The call's id comes from the message's
/// name, so taking it in twice is taking it in once.
public final class AwayInbox {

    private static final Logger LOG = LoggerFactory.getLogger(AwayInbox.class);
    private static final int SAMPLES_PER_SECOND = 8_000;

    /// Where the messages lie: raw A-law, 8 kHz, one file a call.
    public interface Messages {

        /// Those that nobody writes to any more.
        List<Path> complete() throws IOException;

        void remove(Path message) throws IOException;
    }

    private final CallServices services;
    private final Messages messages;

    public AwayInbox(CallServices services, Messages messages) {
        this.services = services;
        this.messages = messages;
    }

    void takeIn() {
        try {
            for (Path message : messages.complete()) {
                takeIn(message);
            }
        } catch (IOException unreadable) {
            LOG.warn("messages left while the core was away cannot be read now", unreadable);
        }
    }

    private void takeIn(Path message) throws IOException {
        byte[] sound = Files.readAllBytes(message);
        var id =
                new CallId(
                        UUID.nameUUIDFromBytes(nameOf(message).getBytes(StandardCharsets.UTF_8)));
        if (sound.length > 0) {
            Instant ended = Files.getLastModifiedTime(message).toInstant();
            keep(id, nameOf(message), ended.minus(length(sound)), sound);
            LOG.info("a message left while the core was away became a case callId={}", id);
        }
        messages.remove(message);
    }

    private void keep(CallId id, String channel, Instant began, byte[] sound) {
        var language = services.flow().languages().getFirst();
        var call =
                new CallRecord(
                        id,
                        channel,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        services.flow().name(),
                        language,
                        Optional.empty(),
                        Optional.empty());
        byte[] flowHash = HexFormat.of().parseHex(services.flow().sha256());
        services.calls().begin(call, "fallback", flowHash, began);
        services.calls().answered(id, began);
        var sealed = services.recorder().takeIn(id, began, G711.decodeALaw(sound));
        services.cases().begin(id, language, began);
        services.cases().finish(id, ReportEnding.HANGUP);
        services.transcriber().later(sealed.id(), language);
        services.calls().ended(id, "fallback", began.plus(length(sound)));
    }

    private static Duration length(byte[] sound) {
        return Duration.ofMillis(sound.length * 1_000L / SAMPLES_PER_SECOND);
    }

    private static String nameOf(Path message) {
        return String.valueOf(message.getFileName());
    }
}
