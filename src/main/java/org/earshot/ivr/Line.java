package org.earshot.ivr;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// Our port to one caller. Blocking: one call, one thread, one method that reads from top to
/// bottom. Each method throws [Hangup] as soon as the call is over, whoever ended it.
///
/// Keys pressed while nobody waits are kept in order ("type-ahead") until [#readKey] takes them or
/// [#listen] drops them. Every implementation passes `LineContract`.
public interface Line {

    /// Takes the call. Calling it again changes nothing: a resumed call is already answered.
    void answer() throws Hangup;

    /// Plays `prompts` one after the other. A key of `interrupt`, also one pressed earlier and not
    /// yet read, stops it at once, is returned and is no longer kept. All other keys stay kept for
    /// [#readKey], in order.
    Optional<Dtmf> play(List<Prompt> prompts, Set<Dtmf> interrupt) throws Hangup;

    /// Waits for one key, kept ones first. Empty when `timeout` has passed.
    Optional<Dtmf> readKey(Duration timeout) throws Hangup;

    /// Waits while the caller speaks: until a stop key, `silence` without speech, or `limit`. Keys
    /// pressed before are dropped, and so are keys other than stop keys meanwhile.
    SpeechEnd listen(SpeechLimits limits) throws Hangup;

    /// Waits for a key, kept ones first, or for one of the phrases expected, whichever comes first.
    /// Where nothing can be heard (no recogniser, or none that knows the words) only keys count.
    Answer hear(Answer.Expected expected) throws Hangup;

    /// A short tone: "speak now".
    void beep() throws Hangup;

    /// Ends the call; afterwards every method throws `Hangup(FLOW)`. Harmless when it is over.
    void hangUp();
}
