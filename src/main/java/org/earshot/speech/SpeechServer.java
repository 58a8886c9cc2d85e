package org.earshot.speech;

import java.net.URI;

/// Where one language is recognised: ours or any vosk-server.
///
/// @param engine name of the model, kept with every transcript it makes
public record SpeechServer(URI url, String engine) {

    public SpeechServer {
        if (!"ws".equals(url.getScheme()) && !"wss".equals(url.getScheme())) {
            throw new IllegalArgumentException("speech.servers must be ws: or wss:, got " + url);
        }
    }
}
