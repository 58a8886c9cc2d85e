/// Speech to text over the vosk-server protocol: [org.earshot.speech.SpeechClient] (streams a leg's
/// audio, live), [org.earshot.speech.SpeechWorker] (a process of its own around Vosk) and
/// [org.earshot.speech.LocalSpeechWorker] (keeps one running). Knows no call, recording or case.
@NullMarked
package org.earshot.speech;

import org.jspecify.annotations.NullMarked;
