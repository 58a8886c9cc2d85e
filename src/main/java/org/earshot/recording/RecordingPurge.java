package org.earshot.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.UUID;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeyService;
import org.earshot.crypto.KeysUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes the files of recordings whose key is gone: nobody can listen to them, and they take
/// room. A file whose key still lives is never touched, whatever the day.
public final class RecordingPurge {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingPurge.class);

    private final RecordingRepository catalog;
    private final KeyService keys;
    private final Folder folder;
    private final InstantSource clock;

    public RecordingPurge(
            RecordingRepository catalog,
            KeyService keys,
            RecordingSettings settings,
            InstantSource clock) {
        this.catalog = catalog;
        this.keys = keys;
        this.folder = new Folder(settings.directory());
        this.clock = clock;
    }

    /// @return how many were deleted
    public int run() {
        int purged = 0;
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        for (UUID id : catalog.due(today)) {
            purged += purge(id) ? 1 : 0;
        }
        return purged;
    }

    /// One that cannot be looked at must not keep the others.
    private boolean purge(UUID id) {
        try {
            if (!isDead(id)) {
                return false;
            }
            delete(id);
            catalog.purged(id);
            return true;
        } catch (KeysUnavailable | UncheckedIOException failure) {
            LOG.warn("Recording {} could not be purged: {}", id, failure.getMessage());
            return false;
        }
    }

    private boolean isDead(UUID id) {
        try {
            var _ = StoredRecording.header(folder, id, keys);
            return !Files.exists(folder.of(id)); // deleted, and not written down
        } catch (KeyDestroyed gone) {
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException("a recording could not be looked at", failure);
        }
    }

    private void delete(UUID id) {
        if (!Files.exists(folder.of(id))) {
            return;
        }
        try (var files = Files.walk(folder.of(id))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("a recording could not be deleted", failure);
        }
    }
}
