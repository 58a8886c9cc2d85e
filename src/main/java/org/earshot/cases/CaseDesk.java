package org.earshot.cases;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.earshot.audit.Act;
import org.earshot.audit.Actor;
import org.earshot.audit.AuditRepository;
import org.earshot.cases.CaseRepository.NewCase;
import org.earshot.cases.CaseRepository.NewCode;
import org.earshot.cases.CaseRepository.Opened;
import org.earshot.cases.CaseRepository.Stored;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.telephony.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that is done with reports and cases. Every method may be repeated, and called by several
/// threads at once: a report that was begun becomes a case exactly once, by constraints of the
/// database.
///
/// ```
/// begin --> end --> open (a code to read out) ----> screen
///    |        |                                       ^
///    +--------+---> finish, closeUnfinished (no code)-+
/// ```
///
/// All methods throw [org.earshot.db.DatabaseUnavailable] when PostgreSQL stays away.
public final class CaseDesk {

    private static final Logger LOG = LoggerFactory.getLogger(CaseDesk.class);
    private static final String RETENTION_CLASS = "CASE";

    private final KeyService keys;
    private final ScreeningRules rules;
    private final CaseSettings settings;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ReportRepository reports;
    private final CaseRepository cases;
    private final QueryCodeRepository codes;
    private final NoteDesk notes;
    private final SealedReasons sealed;
    private final CaseActs acts;
    private final AuditRepository log;
    private final CodeVault vault;
    private final StatusDesk status;

    public CaseDesk(
            Database db,
            KeyService keys,
            ScreeningRules rules,
            CaseSettings settings,
            InstantSource clock) {
        this.keys = keys;
        this.rules = rules;
        this.settings = settings;
        this.clock = clock;
        this.reports = new ReportRepository(db);
        this.cases = new CaseRepository(db);
        this.codes = new QueryCodeRepository(db);
        this.notes = new NoteDesk(db, clock);
        this.sealed = new SealedReasons(keys);
        this.acts = new CaseActs(keys, clock);
        this.log = new AuditRepository(db);
        this.vault = new CodeVault(keys, settings.hashesAtOnce());
        this.status = new StatusDesk(vault, codes, settings, clock);
    }

    /// From now on this call owes us a case.
    public Report begin(CallId call, Locale language) {
        return begin(call, language, clock.instant());
    }

    /// For a report made while the core or PostgreSQL was away.
    public Report begin(CallId call, Locale language, Instant at) {
        return reports.begin(new Report(UUID.randomUUID(), call, language, at));
    }

    /// The caller's own words are over; the first ending stands.
    public void end(CallId call, ReportEnding how) {
        reports.end(call, how, clock.instant());
    }

    /// Opens the case of this call's report, once; each further time it issues a fresh code for the
    /// same case.
    ///
    /// @throws NoReportBegun when the call has no report
    public CaseOpened open(CallId call) {
        requireReport(call);
        while (true) {
            var code = QueryCode.random(random, settings.codeDigits());
            var issued = clock.instant();
            var stored =
                    new NewCode(
                            vault.lookup(code),
                            issued,
                            issued.plus(settings.codeValid()),
                            acts::codeIssued);
            var opened = cases.open(call, newCase(), stored);
            if (opened.isPresent()) {
                LOG.info("Case opened and query code issued callId={}", call);
                return new CaseOpened(
                        opened.get().id(), opened.get().trackingNumber(), code.digits());
            }
        }
    }

    /// At hang-up: ends the report and opens its case if that was not done, without a code, since
    /// nobody is there to hear it.
    ///
    /// @return whether the call had a report
    public boolean finish(CallId call, ReportEnding how) {
        if (!reports.hasBegun(call)) {
            return false;
        }
        end(call, how);
        openWithoutCode(call);
        return true;
    }

    /// Calls whose report is not ended or has no case yet: at work, or left by a core that died.
    public Set<CallId> unfinished() {
        return new LinkedHashSet<>(reports.unfinished());
    }

    /// Opens a case for every report that a core left behind.
    ///
    /// @param live calls that are still up; theirs are not touched
    /// @return the calls that were finished now
    public List<CallId> closeUnfinished(Set<CallId> live) {
        var left = unfinished().stream().filter(call -> !live.contains(call)).toList();
        left.forEach(call -> finish(call, ReportEnding.LOST));
        return left;
    }

    /// @return whether `keyed` is a code of this call's case
    public boolean confirm(CallId call, String keyed) {
        return QueryCode.read(keyed, settings.codeDigits())
                .map(code -> codes.confirm(call, vault.lookup(code), clock.instant()))
                .orElse(false);
    }

    /// Sorts the case of this call by the caller's own words, which may be none; from RECEIVED it
    /// goes to SCREENING. A later, better transcript may be screened too; the priority never falls.
    ///
    /// @return the screening that stands now
    /// @throws NoReportBegun when the call has no report
    public Screening screen(CallId call, String text, Locale language) {
        return screen(call, rules.screen(text, language));
    }

    /// The same for a call that was handed over as an emergency, whatever was said.
    public Screening screenEmergency(CallId call, String text, Locale language) {
        var words = rules.screen(text, language);
        return screen(
                call,
                new Screening(
                        words.category(),
                        Priority.EMERGENCY,
                        words.reasons(),
                        words.rulesVersion()));
    }

    private Screening screen(CallId call, Screening now) {
        requireReport(call);
        openWithoutCode(call);
        while (true) {
            var stored = cases.find(call).orElseThrow(() -> new NoReportBegun(call));
            var standing = screening(stored);
            if (standing.isPresent() && !now.replaces(standing.get())) {
                return standing.get();
            }
            var reasons = sealed.seal(stored, now.reasons());
            if (cases.screen(stored, now, reasons, screened(stored, now), clock.instant())) {
                LOG.info("Case screened callId={}", call);
                return now;
            }
        }
    }

    private Act screened(Stored stored, Screening now) {
        return acts.of(
                "screen",
                CaseActs.CORE,
                stored.view().id(),
                stored.wrappedKey(),
                Map.of("category", now.category().name(), "priority", now.priority().name()));
    }

    /// Calls whose case still waits to be screened, oldest first: its transcript is not made yet,
    /// or a core died before it could.
    public List<CallId> unscreened() {
        return cases.unscreened();
    }

    /// @param typed a tracking number, as somebody typed it
    /// @return empty when there is none; see [#isTrackingNumber(String)] for a slip
    public Optional<CaseFile> find(String typed) {
        return TrackingNumber.read(typed).flatMap(cases::find).map(this::file);
    }

    public Optional<CaseFile> find(CallId call) {
        return cases.find(call).map(this::file);
    }

    /// Notes that somebody looks at a case: before it is shown, and whether or not it is then.
    ///
    /// @param purpose why, in the person's words; sealed
    /// @return the act's id
    /// @throws org.earshot.db.DatabaseUnavailable when it cannot be noted: then nothing is shown
    public UUID noteLook(CaseView seen, Actor who, String purpose) {
        return note(
                seen,
                stored ->
                        acts.of(
                                "read",
                                who,
                                seen.id(),
                                stored.wrappedKey(),
                                Map.of("purpose", purpose)));
    }

    /// The same for its recording.
    ///
    /// @param what `listen` or `export`
    public UUID noteListening(
            CaseView seen, UUID recording, String what, Actor who, String purpose) {
        return note(
                seen,
                stored ->
                        acts.recording(
                                what,
                                who,
                                recording,
                                stored.wrappedKey(),
                                Map.of("purpose", purpose)));
    }

    private UUID note(CaseView seen, Function<Stored, Act> look) {
        var stored = cases.find(seen.trackingNumber()).orElseThrow();
        var act = look.apply(stored);
        log.record(act);
        return act.id();
    }

    /// Whether `typed` can be a tracking number at all: form and check digit.
    public static boolean isTrackingNumber(String typed) {
        return TrackingNumber.read(typed).isPresent();
    }

    /// The newest first.
    public List<CaseView> list(int limit) {
        return cases.newest(limit);
    }

    /// What the holder of a query code is told.
    ///
    /// @param source who asks, for the limits on guessing: a network, or a call
    public StatusAnswer status(String typed, String source) {
        return status.ask(typed, source);
    }

    /// The same, asked in a call.
    public StatusAnswer statusByPhone(String typed, String source) {
        return status.askByPhone(typed, source);
    }

    /// What the reporter of a known case is told; empty when there is no such case any more.
    public Optional<ReporterStatus> status(UUID caseId) {
        return cases.state(caseId).map(CaseState::toldAs);
    }

    /// What reporters add to their cases.
    public NoteDesk notes() {
        return notes;
    }

    /// How the caller's words would be sorted now; nothing is kept.
    public Screening preview(String text, Locale language) {
        return rules.screen(text, language);
    }

    private void requireReport(CallId call) {
        if (!reports.hasBegun(call)) {
            throw new NoReportBegun(call);
        }
    }

    private void openWithoutCode(CallId call) {
        if (cases.find(call).isPresent()) {
            return;
        }
        Optional<Opened> opened;
        do {
            opened = cases.open(call, newCase(), null);
        } while (opened.isEmpty());
        LOG.info("Case opened without a query code callId={}", call);
    }

    private NewCase newCase() {
        var now = clock.instant();
        var destroyOn = now.plus(settings.kept()).atOffset(ZoneOffset.UTC).toLocalDate();
        var id = UUID.randomUUID();
        var key = keys.newDataKey(RETENTION_CLASS, destroyOn);
        return new NewCase(
                id,
                TrackingNumber.random(random),
                key,
                now,
                destroyOn,
                acts.of("open", CaseActs.CORE, id, key, Map.of()));
    }

    private CaseFile file(Stored stored) {
        var id = stored.view().id();
        var confirmed = cases.codesConfirmed(id);
        return new CaseFile(
                stored.view(),
                screening(stored).orElse(null),
                stored.sealedReasons() != null && sealed.open(stored).isEmpty(),
                cases.events(id),
                confirmed.size(),
                confirmed.contains(true));
    }

    private Optional<Screening> screening(Stored stored) {
        var reasons = sealed.open(stored).orElse(List.of());
        var view = stored.view();
        return view.category() == null || view.priority() == null || stored.rulesVersion() == null
                ? Optional.empty()
                : Optional.of(
                        new Screening(
                                view.category(), view.priority(), reasons, stored.rulesVersion()));
    }
}
