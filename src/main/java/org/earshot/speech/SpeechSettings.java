package org.earshot.speech;

import java.time.Duration;

/// How recognisers are used. Keys: `speech.*`.
///
/// @param connectPatience how long a connection may take
/// @param maxLag audio kept while a recogniser is slow; beyond it the session is given up
public record SpeechSettings(SpeechServers servers, Duration connectPatience, Duration maxLag) {

    public SpeechSettings {
        if (!connectPatience.isPositive()) {
            throw new IllegalArgumentException(
                    "speech.connect-patience must be positive, got " + connectPatience);
        }
        if (maxLag.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "speech.max-lag must be at least 1 s, got " + maxLag);
        }
    }

    /// 20 s of audio are 320 kB; who lags by more will not catch up during the call.
    public static SpeechSettings of(SpeechServers servers) {
        return new SpeechSettings(servers, Duration.ofSeconds(3), Duration.ofSeconds(20));
    }
}
