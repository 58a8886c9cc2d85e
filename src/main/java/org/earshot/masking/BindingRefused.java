package org.earshot.masking;

/// A binding cannot be made or changed as wished. The message is for the one who asked: one
/// sentence with the remedy.
public final class BindingRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What kind of obstacle.
    public enum Reason {
        /// There is no such mask or binding (any more).
        UNKNOWN,
        /// The wish itself is not possible.
        NOT_ALLOWED,
        /// Something else holds the place.
        TAKEN,
        /// A limit is reached.
        FULL,
        /// The place was somebody else's a short time ago.
        COOLING
    }

    private final Reason reason;

    BindingRefused(Reason reason, String sentence) {
        super(sentence, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
