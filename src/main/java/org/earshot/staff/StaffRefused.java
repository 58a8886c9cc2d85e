package org.earshot.staff;

/// What was asked of people or units cannot be; the message is a sentence for whoever asked.
public final class StaffRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Of which kind the refusal is.
    public enum Reason {
        /// There is no such person, unit or other thing.
        UNKNOWN,
        /// Somebody or something else has it, or it was changed meanwhile.
        TAKEN,
        /// It would break a rule.
        NOT_ALLOWED
    }

    private final Reason reason;

    private StaffRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static StaffRefused unknown(String what) {
        return new StaffRefused(Reason.UNKNOWN, "there is no such " + what);
    }

    static StaffRefused taken(String sentence) {
        return new StaffRefused(Reason.TAKEN, sentence);
    }

    static StaffRefused notAllowed(String sentence) {
        return new StaffRefused(Reason.NOT_ALLOWED, sentence);
    }
}
