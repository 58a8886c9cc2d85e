package org.earshot.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A WebSocket could not be opened: nobody listens, no answer in time, or the server said no.
public final class SocketRefused extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public SocketRefused(String message, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /// The HTTP status of a server that said no, 0 when none answered.
    public int status() {
        return status;
    }
}
