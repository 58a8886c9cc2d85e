package org.earshot.speech;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.earshot.audio.Sound;
import org.earshot.audio.Wav;

/// The models of a worker, each seen to work, and the sentences about those that do not.
final class Models {

    /// Ships with Earshot; for tests and demonstrations, useless with real callers.
    private static final Map<Locale, String> OWN =
            Map.of(Locale.ENGLISH, "vosk-tiny-en-8k", Locale.CHINESE, "vosk-tiny-zh-8k");

    private static final int BLOCK = Sound.TELEPHONE_HZ / 10;

    private final Map<String, VoskModel> usable = new HashMap<>();
    private final TreeMap<String, String> problems = new TreeMap<>();

    /// Loads and tries every model, all at once: a large one takes many seconds.
    static Models load(WorkerSettings settings) throws InterruptedException {
        var models = new Models();
        var languages = new TreeSet<String>();
        OWN.keySet().forEach(language -> languages.add(language.toLanguageTag()));
        settings.models().keySet().forEach(language -> languages.add(language.toLanguageTag()));
        var loading =
                languages.stream()
                        .map(tag -> Thread.ofPlatform().start(() -> models.add(tag, settings)))
                        .toList();
        for (Thread thread : loading) {
            thread.join();
        }
        return models;
    }

    /// By the tag of its language, which is also its path.
    Optional<VoskModel> of(String language) {
        return Optional.ofNullable(usable.get(language));
    }

    Map<String, String> engines() {
        var names = new TreeMap<String, String>();
        usable.forEach((language, model) -> names.put(language, model.name()));
        return names;
    }

    Set<String> problems() {
        return new TreeSet<>(problems.values());
    }

    private void add(String tag, WorkerSettings settings) {
        var language = Locale.forLanguageTag(tag);
        try {
            VoskModel model = VoskModel.load(directory(language, settings));
            tryOut(model, language);
            synchronized (this) {
                usable.put(tag, model);
            }
        } catch (ModelUnusable unusable) {
            problem(tag, String.valueOf(unusable.getMessage()));
        } catch (IOException | RuntimeException | LinkageError failure) {
            problem(tag, "the speech model for " + tag + " cannot be used: " + failure);
        }
    }

    private synchronized void problem(String tag, String sentence) {
        problems.put(tag, sentence);
    }

    private static Path directory(Locale language, WorkerSettings settings) throws IOException {
        Path configured = settings.models().get(language);
        return configured == null
                ? Unpacked.model(String.valueOf(OWN.get(language)), settings.directory())
                : configured;
    }

    /// Speaks a known sentence to it. Some faults (a wrong sample rate above all) raise no error:
    /// the model just never hears anything.
    private static void tryOut(VoskModel model, Locale language) throws IOException, ModelUnusable {
        Optional<Sound> sample = sample(language);
        try (var recognizer = model.recognizer()) {
            boolean heard = hears(recognizer, sample.map(Sound::samples).orElse(new short[BLOCK]));
            if (!heard && sample.isPresent()) {
                throw new ModelUnusable(
                        "the speech model "
                                + model.name()
                                + " hears nothing in a known sentence of "
                                + language.toLanguageTag()
                                + "; it is for another language or damaged: choose another");
            }
        }
    }

    private static boolean hears(VoskRecognizer recognizer, short[] samples) throws IOException {
        boolean heard = false;
        for (int from = 0; from < samples.length; from += BLOCK) {
            int to = Math.min(from + BLOCK, samples.length);
            var ended = recognizer.accept(Arrays.copyOfRange(samples, from, to));
            heard |= ended.isPresent() && hasWords(ended.get());
        }
        for (String left : recognizer.finish()) {
            heard |= hasWords(left);
        }
        return heard;
    }

    private static boolean hasWords(String answer) throws IOException {
        return Protocol.parse(answer).isPresent();
    }

    private static Optional<Sound> sample(Locale language) {
        String resource = "/speech/self-test/" + language.getLanguage() + ".wav";
        try (InputStream in = Models.class.getResourceAsStream(resource)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(Wav.read(in).mono(Sound.TELEPHONE_HZ));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the program is incomplete: " + resource, unreadable);
        }
    }
}
