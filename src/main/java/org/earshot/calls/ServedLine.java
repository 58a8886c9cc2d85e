package org.earshot.calls;

import org.earshot.ari.AriException;
import org.earshot.ivr.Answer;
import org.earshot.ivr.Line;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Hangup;

/// What a line over Asterisk offers to the call it belongs to, besides talking to the caller.
sealed interface ServedLine extends Line permits AriLine, AgiLine {

    /// A channel variable: by it a restarted core knows whose call it is.
    String CALL_ID = "EARSHOT_CALL_ID";

    /// Keys only, for now.
    @Override
    default Answer hear(Answer.Expected expected) throws Hangup {
        return readKey(expected.timeout())
                .<Answer>map(Answer.Key::new)
                .orElseGet(Answer.Nothing::new);
    }

    /// Only before the first prompt.
    void mark(CallId id) throws AriException, Hangup;

    /// Wants to hear what the caller says, to notice when nothing is said.
    SpeechWatch speech();
}
