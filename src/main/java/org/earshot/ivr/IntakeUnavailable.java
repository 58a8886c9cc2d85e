package org.earshot.ivr;

/// The house cannot do now what [Intake] was asked for: the database is away, say. The caller is
/// told so kindly, and what was said stays recorded.
public final class IntakeUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IntakeUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
