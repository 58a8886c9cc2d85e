package org.earshot.masking;

/// The shield said no; the message is its sentence.
public final class ShieldRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ShieldRefused(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    /// Of HTTP: 403 not allowed, 404 nothing behind it, 409 done before, 410 too late.
    public int status() {
        return status;
    }
}
