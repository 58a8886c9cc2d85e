package org.earshot.ivr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.earshot.audio.Sound;
import org.earshot.audio.UnreadableAudio;
import org.earshot.audio.Wav;

/// Makes every prompt of a [PromptBook] playable. A recording wins: `<language>/<id>.wav` in the
/// operator's folder, then in the book's own. All others are spoken by espeak-ng, once: the result
/// is kept under a name that changes with the words, the voice and the way of making it.
public final class PromptSpeaker {

    /// Part of each name: raised when [PromptSound] or [Espeak] make something else of the same
    /// words.
    private static final String MAKING = "2";

    private static final Duration PAUSE_LENGTH = Duration.ofMillis(300);

    private static final String ENGINE = "espeak-ng ";

    /// Calm, but no slower: the synthetic Korean and Mandarin voices drawl at the English pace.
    private static final Map<Locale, Integer> WORDS_PER_MINUTE =
            Map.of(Locale.ENGLISH, 165, Locale.CHINESE, 180, Locale.KOREAN, 200);

    private static final int USUAL_WORDS_PER_MINUTE = 165;

    private final Espeak espeak;
    private final Path cache;
    private final Optional<Path> recorded;

    /// @param espeak the beginning of the command that runs espeak-ng
    /// @param cache where sound is kept; made when it is not there
    /// @param recorded the operator's own recordings, if any
    public PromptSpeaker(List<String> espeak, Path cache, Optional<Path> recorded) {
        this.espeak = new Espeak(espeak);
        this.cache = cache.toAbsolutePath();
        this.recorded = recorded;
    }

    /// @throws IvrRefused with all prompts that cannot be had at once
    public Prompts speak(PromptBook book) throws IvrRefused, InterruptedException {
        var problems = new ArrayList<Problem>();
        var prompts = new HashMap<Locale, Map<String, Path>>();
        for (var language : book.languages()) {
            prompts.put(language, speak(book, language, problems));
        }
        if (!problems.isEmpty()) {
            throw new IvrRefused("the prompts", problems);
        }
        return new Prompts(prompts);
    }

    private Map<String, Path> speak(PromptBook book, Locale language, List<Problem> problems)
            throws InterruptedException {
        var files = new HashMap<String, Path>();
        for (var words : book.in(language)) {
            var name = "prompts/" + language.toLanguageTag() + "/" + words.id();
            try {
                var recording = recording(book, words);
                files.put(
                        words.id(),
                        recording.isPresent() ? adopted(recording.get(), words) : spoken(words));
            } catch (UnreadableAudio e) {
                problems.add(new Problem(name + ".wav", 0, reason(e)));
            } catch (IOException e) {
                problems.add(
                        new Problem(
                                name,
                                0,
                                "it cannot be spoken (%s); install espeak-ng, or record %s.wav."
                                        .formatted(reason(e), words.id())));
            }
        }
        try {
            files.put(Prompts.PAUSE, pause(language));
        } catch (IOException e) {
            problems.add(new Problem("prompts", 0, "nothing can be written to " + cache));
        }
        return files;
    }

    private static String reason(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }

    private Optional<Path> recording(PromptBook book, PromptWords words) {
        var name = words.language().toLanguageTag();
        var folders = new ArrayList<Path>();
        recorded.ifPresent(folders::add);
        folders.add(book.folder());
        return folders.stream()
                .map(folder -> folder.resolve(name).resolve(words.id() + ".wav"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// A recording as it is, only in the form the telephone wants.
    private Path adopted(Path recording, PromptWords words) throws IOException {
        var target = target(words, hash("recorded", Files.readAllBytes(recording)));
        if (!Files.exists(target)) {
            keep(target, Sound.telephone(Wav.read(recording).mono(Sound.TELEPHONE_HZ).samples()));
        }
        return target;
    }

    private Path spoken(PromptWords words) throws IOException, InterruptedException {
        if (!words.engine().startsWith(ENGINE)) {
            throw new IOException("its engine is '" + words.engine() + "', not espeak-ng");
        }
        var voice = words.engine().substring(ENGINE.length());
        int pace = WORDS_PER_MINUTE.getOrDefault(words.language(), USUAL_WORDS_PER_MINUTE);
        var how = voice + "|" + pace;
        var target = target(words, hash(how, words.spoken().getBytes(StandardCharsets.UTF_8)));
        if (!Files.exists(target)) {
            Files.createDirectories(folder(target));
            var sound = espeak.speak(words.spoken(), voice, pace, folder(target));
            keep(target, PromptSound.fit(sound));
        }
        return target;
    }

    private Path pause(Locale language) throws IOException {
        var name = Prompts.PAUSE + "-" + PAUSE_LENGTH.toMillis() + "ms.wav";
        var target = cache.resolve(language.toLanguageTag()).resolve(name);
        if (!Files.exists(target)) {
            keep(target, PromptSound.silence(PAUSE_LENGTH));
        }
        return target;
    }

    private Path target(PromptWords words, String hash) {
        return cache.resolve(words.language().toLanguageTag())
                .resolve(words.id() + "-" + hash + ".wav");
    }

    /// Whole or not at all: another process may be looking.
    private static void keep(Path target, Sound sound) throws IOException {
        Files.createDirectories(folder(target));
        var part = Files.createTempFile(folder(target), "part", ".wav");
        try {
            Wav.write(part, sound);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path folder(Path file) {
        var folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("no folder above " + file);
        }
        return folder;
    }

    private static String hash(String how, byte[] what) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((MAKING + "|" + how + "|").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(what)).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
