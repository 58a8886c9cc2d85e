package org.earshot.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeyService;
import org.earshot.telephony.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Recordings an earlier run of the core did not finish: those that still bear a mark.
final class LeftBehind {

    private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);

    private final Folder folder;
    private final KeyService keys;
    private final Map<CallId, UUID> byCall = new ConcurrentHashMap<>();

    LeftBehind(Folder folder, KeyService keys) {
        this.folder = folder;
        this.keys = keys;
    }

    void find() throws IOException {
        for (UUID id : folder.marked()) {
            find(id);
        }
    }

    Set<CallId> calls() {
        return Set.copyOf(byCall.keySet());
    }

    /// What is stored for `call`, to one taker only.
    Optional<StoredRecording> take(CallId call) {
        UUID id = byCall.remove(call);
        return id == null ? Optional.empty() : read(id);
    }

    void removeMark(UUID id) {
        try {
            Files.deleteIfExists(folder.mark(id));
        } catch (IOException failure) {
            LOG.warn(
                    "The mark of recording {} stays; the next start looks at it again",
                    id,
                    failure);
        }
    }

    private void find(UUID id) throws IOException {
        try {
            StoredRecording.header(folder, id, keys)
                    .ifPresentOrElse(header -> byCall.put(header.call(), id), () -> giveUp(id));
        } catch (KeyDestroyed _) {
            LOG.info("Recording {} was left unfinished and its key is destroyed by now", id);
            removeMark(id);
        }
    }

    /// Killed before its first second was stored, there is nothing to read. With seconds but no
    /// header it keeps its mark, for a person to look at.
    private void giveUp(UUID id) {
        if (holdsSeconds(id)) {
            LOG.error("Recording {} has no readable header; restore it from a backup", id);
        } else {
            removeMark(id);
        }
    }

    private boolean holdsSeconds(UUID id) {
        try {
            for (int number : folder.journals(id)) {
                if (Files.size(folder.journal(id, number)) > Header.BYTES) {
                    return true;
                }
            }
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private Optional<StoredRecording> read(UUID id) {
        try {
            return Optional.of(StoredRecording.read(folder, id, keys, _ -> {}));
        } catch (RecordingUnreadable | KeyDestroyed failure) {
            LOG.error("What an earlier run left cannot be read: {}", failure.getMessage());
            return Optional.empty();
        }
    }
}
