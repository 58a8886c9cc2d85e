package org.earshot.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The WebSocket is gone: closed by either side, cut off, or its peer does not read any more.
public final class SocketClosed extends IOException {

    private static final long serialVersionUID = 1L;

    public SocketClosed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
