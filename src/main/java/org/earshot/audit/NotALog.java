package org.earshot.audit;

/// What was read is no tile, note, checkpoint or leaf as the formats want it, or is missing.
public final class NotALog extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotALog(String message) {
        super(message);
    }
}
