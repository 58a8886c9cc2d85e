package org.earshot.audio;

import java.io.IOException;

/// A sound file that cannot be used. The message is one sentence that can be shown to its owner.
public final class UnreadableAudio extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableAudio(String sentence) {
        super(sentence);
    }
}
