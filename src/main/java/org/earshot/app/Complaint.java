package org.earshot.app;

/// Something the person at the keyboard must know and can change. Its message is the whole of what
/// is printed: what, where, what to do.
final class Complaint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Complaint(String message) {
        super(message, null, false, false);
    }
}
