package org.earshot.audit;

/// What a witness says ([tlog-witness](https://c2sp.org/tlog-witness)).
///
/// @param status as in HTTP: 200 it cosigned, 409 it knows another size, 422 no extension, 403 not
///   signed by the log, 404 another log, 400 not understood, 503 not able to
/// @param body lines of signatures with 200, the size it knows with 409, else a sentence
public record WitnessAnswer(int status, String body) {

    static final int COSIGNED = 200;
    static final int CONFLICT = 409;

    /// The size it cosigned last; -1 when it does not say.
    long size() {
        return status == CONFLICT && body.matches("(0|[1-9]\\d{0,17})\n")
                ? Long.parseLong(body.strip())
                : -1;
    }
}
