package org.earshot.speech;

import java.util.Locale;
import java.util.Map;

/// Finds the recogniser of a language at this moment: a local worker's address changes when it is
/// restarted.
@FunctionalInterface
public interface SpeechServers {

    /// @throws SpeechUnavailable when there is none, or none now
    SpeechServer of(Locale language) throws SpeechUnavailable;

    /// Servers kept by others, one per language, such as `ws://speech.example:2700`.
    static SpeechServers fixed(Map<Locale, SpeechServer> servers) {
        var known = Map.copyOf(servers);
        return language -> {
            SpeechServer server = known.get(language);
            if (server == null) {
                throw noModel(language);
            }
            return server;
        };
    }

    static SpeechUnavailable noModel(Locale language) {
        return new SpeechUnavailable(
                SpeechUnavailable.Reason.NO_MODEL,
                "no speech model for the language "
                        + language.toLanguageTag()
                        + "; name one in speech.models");
    }
}
