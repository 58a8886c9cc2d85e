package org.earshot.ari;

/// No answer: the connection to Asterisk is down or was lost while waiting. Whether the command was
/// carried out is unknown.
public final class AriUnavailable extends AriException {

    private static final long serialVersionUID = 1L;

    public AriUnavailable(String message) {
        super(message);
    }
}
