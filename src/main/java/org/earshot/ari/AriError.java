package org.earshot.ari;

/// Asterisk refused a command.
public final class AriError extends AriException {

    private static final long serialVersionUID = 1L;

    private final int status;

    AriError(int status, String command, String why) {
        super("Asterisk answered %d to %s: %s".formatted(status, command, why));
        this.status = status;
    }

    /// As in HTTP.
    public int status() {
        return status;
    }

    /// The channel, bridge or playback does not exist (any more).
    public boolean isGone() {
        return status == 404;
    }
}
