package org.earshot.audit;

import java.util.Optional;
import java.util.stream.Stream;

/// What a witness says ([tlog-witness](https://c2sp.org/tlog-witness)).
///
/// @param status as in HTTP: 200 it cosigned, 409 it knows another size, 422 no extension, 403 not
///   signed by the log, 404 another log, 400 not understood, 503 not able to
/// @param body lines of signatures with 200, the size it knows with 409, else a sentence
public record WitnessAnswer(int status, String body) {

    static final int COSIGNED = 200;
    static final int CONFLICT = 409;

    private static final int MOST_SAID = 100;

    /// The size it cosigned last; -1 when it does not say.
    long size() {
        return status == CONFLICT && body.matches("(0|[1-9]\\d{0,17})\n")
                ? Long.parseLong(body.strip())
                : -1;
    }

    /// What it says, fit for a terminal and a log.
    String sentence() {
        String plain = body.replaceAll("[^ -~]", " ").strip();
        return plain.substring(0, Math.min(MOST_SAID, plain.length()));
    }

    /// The line that is the witness's; others are nobody's we know.
    Optional<Note.Line> cosignature(Note note, NoteKey witness) {
        return body.lines()
                .flatMap(WitnessAnswer::line)
                .filter(line -> Cosignature.time(note.text(), line, witness).isPresent())
                .findFirst();
    }

    private static Stream<Note.Line> line(String text) {
        try {
            return Stream.of(Note.line(text));
        } catch (NotALog none) {
            return Stream.empty();
        }
    }
}
