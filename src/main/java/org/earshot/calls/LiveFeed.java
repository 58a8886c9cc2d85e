package org.earshot.calls;

import org.earshot.telephony.CallId;

/// Who watches calls as they happen. Must not block and must not throw: a watcher is never worth a
/// call.
@FunctionalInterface
public interface LiveFeed {

    LiveFeed NOBODY = (call, event) -> {};

    void on(CallId call, CallEvent event);
}
