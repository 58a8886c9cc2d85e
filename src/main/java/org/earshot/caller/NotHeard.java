package org.earshot.caller;

import java.io.IOException;

/// What the caller waited for was not heard in time, or the call ended before.
public final class NotHeard extends IOException {

    private static final long serialVersionUID = 1L;

    NotHeard(String sentence) {
        super(sentence);
    }
}
