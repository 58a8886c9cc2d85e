package org.earshot.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.earshot.calls.CallRepository;
import org.earshot.cases.CaseDesk;
import org.earshot.cases.CaseFile;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.masking.BindingDesk;
import org.earshot.masking.CallLimits;
import org.earshot.masking.CallLogRepository;
import org.earshot.masking.MaskPool;
import org.earshot.recording.RecordingReader;
import org.earshot.recording.RecordingRepository;
import org.earshot.site.DataDirectory;
import org.earshot.site.PostgresServer;
import org.earshot.site.SiteFault;
import org.earshot.staff.Staff;
import org.earshot.telephony.CallId;
import org.earshot.transcription.TranscriptRepository;
import org.jspecify.annotations.Nullable;

/// What an installation keeps, for commands that look something up: whether it runs or not. When it
/// does not, its PostgreSQL is started for as long as the command takes.
final class Archive implements AutoCloseable {

    /// The log takes acts in every second.
    private static final Duration COSIGNED_WITHIN = Duration.ofSeconds(10);

    private final Database database;
    private final KeyService keys;
    private final AuditPlace acts;
    private final @Nullable DataDirectory owned;
    private final @Nullable PostgresServer server;
    private final CaseDesk cases;
    private final CallRepository calls;
    private final RecordingRepository recordings;
    private final RecordingReader reader;
    private final TranscriptRepository transcripts;
    private final CallLogRepository maskedCalls;
    private final BindingDesk bindings;
    private final Staff staff;

    private Archive(
            DataDirectory data,
            Settings settings,
            @Nullable DataDirectory owned,
            @Nullable PostgresServer server) {
        this.owned = owned;
        this.server = server;
        database = Databases.open(data, settings);
        keys = CoreKeys.open(data, settings);
        acts = AuditPlace.of(data, settings);
        cases = Core.caseDesk(database, keys, settings, InstantSource.system());
        calls = new CallRepository(database);
        recordings = new RecordingRepository(database);
        reader = new RecordingReader(keys, Core.recordingSettings(data, settings));
        transcripts = new TranscriptRepository(database, keys);
        maskedCalls = new CallLogRepository(database, false);
        bindings =
                new BindingDesk(
                        database,
                        new MaskPool(database),
                        maskedCalls,
                        CallLimits.USUAL,
                        InstantSource.system());
        staff =
                Core.staff(
                        database,
                        keys,
                        settings,
                        data.instance().apiPort(),
                        InstantSource.system());
    }

    /// @throws SiteFault when there is no installation
    static Archive open(Places places) {
        DataDirectory there = DataDirectory.existing(places.data());
        Settings settings = Settings.read(places.data());
        Optional<DataDirectory> idle = lock(places);
        if (idle.isEmpty() || !settings.database().url().isEmpty()) {
            return new Archive(there, settings, idle.orElse(null), null);
        }
        var server = new PostgresServer(there.postgres(places.postgresBinaries()));
        server.start();
        return new Archive(there, settings, idle.get(), server);
    }

    /// Empty while the installation runs.
    private static Optional<DataDirectory> lock(Places places) {
        try {
            return Optional.of(DataDirectory.open(places.data()));
        } catch (SiteFault running) {
            return Optional.empty();
        }
    }

    /// @throws Complaint when there is no such case
    CaseFile find(String number) {
        CaseCommand.requireTrackingNumber(number);
        return cases.find(number)
                .orElseThrow(() ->
                        new Complaint(
                                "There is no case "
                                        + number
                                        + "; './earshot case list' shows those there are."));
    }

    KeyService keys() {
        return keys;
    }

    /// Sound leaves this system only when the act can no longer be taken back.
    ///
    /// @throws Complaint when the witness does not see it in time
    void requireCosigned(UUID act) {
        try {
            if (!acts.cosigned(database).await(act, COSIGNED_WITHIN)) {
                throw new Complaint(
                        "The log of acts does not confirm this one within %d s, so nothing is played or exported; start Earshot ('./earshot up'), and see in 'earshot audit tail' and DATA/log/core.log why its witness is silent."
                                .formatted(COSIGNED_WITHIN.toSeconds()));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Complaint("Interrupted; nothing is played or exported.");
        }
    }

    Database database() {
        return database;
    }

    CaseDesk cases() {
        return cases;
    }

    CallRepository calls() {
        return calls;
    }

    /// What the flow of a call found out.
    Map<String, String> outcome(CallId call) {
        return calls.outcome(call, keys);
    }

    RecordingRepository recordings() {
        return recordings;
    }

    RecordingReader reader() {
        return reader;
    }

    BindingDesk bindings() {
        return bindings;
    }

    Staff staff() {
        return staff;
    }

    CallLogRepository maskedCalls() {
        return maskedCalls;
    }

    TranscriptRepository transcripts() {
        return transcripts;
    }

    @Override
    public void close() {
        database.close();
        if (server != null) {
            server.stop();
        }
        if (owned != null) {
            owned.close();
        }
    }
}
