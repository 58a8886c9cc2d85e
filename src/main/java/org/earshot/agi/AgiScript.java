package org.earshot.agi;

import org.earshot.telephony.Hangup;

/// What is done with one call. When it returns or throws, the call goes back to the dialplan.
@FunctionalInterface
public interface AgiScript {
    void serve(AgiCall call) throws Hangup;
}
