package org.earshot.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.earshot.speech.LocalSpeechWorker;
import org.earshot.speech.SpeechClient;
import org.earshot.speech.SpeechServer;
import org.earshot.speech.SpeechServers;
import org.earshot.speech.SpeechSettings;

/// Recognisers: the servers named in the settings, and our own worker process for every other
/// language.
final class Speech implements AutoCloseable {

    private final LocalSpeechWorker worker;
    private final SpeechClient client;
    private volatile Runnable whenUp = () -> {};

    private Speech(Settings.Speech settings, Path directory) {
        worker =
                LocalSpeechWorker.start(
                        LocalSpeechWorker.command(directory, models(settings)), () -> whenUp.run());
        client = new SpeechClient(SpeechSettings.of(servers(settings)));
    }

    static Speech start(Settings.Speech settings, Path directory) {
        return new Speech(settings, directory);
    }

    SpeechClient client() {
        return client;
    }

    /// @param task run whenever a worker has come up
    void whenUp(Runnable task) {
        whenUp = task;
    }

    boolean isUp() {
        return !worker.engines().isEmpty();
    }

    @Override
    public void close() {
        client.close();
        worker.close();
    }

    private SpeechServers servers(Settings.Speech settings) {
        Map<Locale, SpeechServer> named = new HashMap<>();
        settings.servers()
                .forEach((language, address) ->
                        named.put(
                                Locale.forLanguageTag(language),
                                new SpeechServer(URI.create(address), "vosk-server")));
        SpeechServers elsewhere = SpeechServers.fixed(named);
        return language ->
                named.containsKey(language) ? elsewhere.of(language) : worker.of(language);
    }

    private static Map<Locale, Path> models(Settings.Speech settings) {
        return settings.models().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry -> Locale.forLanguageTag(entry.getKey()),
                                entry -> Path.of(entry.getValue())));
    }
}
