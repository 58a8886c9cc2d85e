package org.earshot.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.earshot.calls.CallSummary;
import org.earshot.cases.CaseFile;
import org.earshot.cases.CaseNote;
import org.earshot.cases.Reason;
import org.earshot.recording.SealedRecording;
import org.earshot.transcription.Transcript;
import org.jspecify.annotations.Nullable;

/// A case with its call, recording and transcript, as it is shown on a terminal and printed as
/// JSON. Lengths are in milliseconds.
@JsonInclude(JsonInclude.Include.NON_NULL)
record CaseReport(
        String trackingNumber,
        String state,
        @Nullable String category,
        @Nullable String priority,
        @Nullable String rulesVersion,
        List<Reason> reasons,
        String openedAt,
        String language,
        Call call,
        @Nullable RecordingPart recording,
        @Nullable TranscriptPart transcript,
        List<Note> notes) {

    /// What the reporter added in a later call.
    record Note(
            String callId,
            String language,
            String begunAt,
            @Nullable String endedBy,
            @Nullable TranscriptPart transcript) {}

    record Call(String id, String adapter, long lengthMillis, @Nullable String endedBy) {}

    record RecordingPart(String id, boolean sealed, long lengthMillis, long gapMillis) {}

    record TranscriptPart(
            String language, String engine, boolean live, String text, List<Line> lines) {}

    record Line(String speaker, long startMillis, long endMillis, String text) {}

    static CaseReport of(Archive archive, CaseFile file) {
        var view = file.view();
        var entry = archive.recordings().ofCall(view.call());
        Optional<SealedRecording> recording =
                entry.map(found -> archive.reader().verify(found.id()));
        Optional<Transcript> transcript =
                entry.flatMap(found -> archive.transcripts().find(found.id()));
        return new CaseReport(
                view.trackingNumber(),
                view.state().name(),
                view.category() == null ? null : view.category().name(),
                view.priority() == null ? null : view.priority().name(),
                file.screening() == null ? null : file.screening().rulesVersion(),
                file.screening() == null ? List.of() : file.screening().reasons(),
                view.openedAt().toString(),
                view.language().toLanguageTag(),
                call(archive.calls().summary(view.call()).orElseThrow()),
                recording.map(CaseReport::part).orElse(null),
                transcript.map(CaseReport::part).orElse(null),
                archive.cases().notes().of(view.id()).stream()
                        .map(note -> note(archive, note))
                        .toList());
    }

    private static Note note(Archive archive, CaseNote note) {
        return new Note(
                note.call().toString(),
                note.language().toLanguageTag(),
                note.begunAt().toString(),
                note.ending().map(Enum::name).orElse(null),
                archive.recordings()
                        .ofCall(note.call())
                        .flatMap(found -> archive.transcripts().find(found.id()))
                        .map(CaseReport::part)
                        .orElse(null));
    }

    private static Call call(CallSummary call) {
        return new Call(
                call.id().toString(),
                call.adapter(),
                call.length().toMillis(),
                call.endedBy().orElse(null));
    }

    private static RecordingPart part(SealedRecording recording) {
        return new RecordingPart(
                recording.id().toString(),
                recording.sealed(),
                recording.length().toMillis(),
                recording.gaps().toMillis());
    }

    private static TranscriptPart part(Transcript transcript) {
        List<Line> lines =
                transcript.lines().stream()
                        .map(line ->
                                new Line(
                                        line.speaker().name().toLowerCase(Locale.ROOT),
                                        line.start().toMillis(),
                                        line.end().toMillis(),
                                        line.text()))
                        .toList();
        return new TranscriptPart(
                transcript.language().toLanguageTag(),
                transcript.engine(),
                transcript.live(),
                transcript.text(),
                lines);
    }

    private static String words(Reason reason) {
        return "because of \"%s\" (rule %s)%s"
                .formatted(reason.keyword(), reason.rule(), reason.negated() ? ", with a not" : "");
    }

    /// For people.
    String onTerminal() {
        var out = new StringBuilder();
        row(out, "case", trackingNumber + "  " + state);
        row(
                out,
                "category",
                category == null ? "not screened yet" : category + ", priority " + priority);
        reasons.forEach(reason -> row(out, "", words(reason)));
        row(out, "call", seconds(call.lengthMillis) + " over " + call.adapter + ", in " + language);
        row(
                out,
                "recording",
                recording == null
                        ? "none"
                        : seconds(recording.lengthMillis)
                                + (recording.sealed ? ", sealed" : ", NOT SEALED")
                                + (recording.gapMillis > 0
                                        ? ", missing " + seconds(recording.gapMillis)
                                        : ""));
        row(
                out,
                "transcript",
                transcript == null
                        ? "not made yet"
                        : transcript.engine
                                + (transcript.live ? ", live" : ", from the recording"));
        lines(out, transcript);
        for (Note note : notes) {
            row(out, "added", note.begunAt + ", in " + note.language);
            lines(out, note.transcript);
        }
        return out.toString();
    }

    private static void lines(StringBuilder out, @Nullable TranscriptPart transcript) {
        if (transcript != null) {
            transcript.lines.forEach(line ->
                    row(
                            out,
                            "",
                            "%6.2f s  %s: %s"
                                    .formatted(
                                            line.startMillis / 1000.0, line.speaker, line.text)));
        }
    }

    private static void row(StringBuilder out, String name, String value) {
        out.append("  %-12s %s%n".formatted(name, value));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.2f s", Duration.ofMillis(millis).toMillis() / 1000.0);
    }
}
