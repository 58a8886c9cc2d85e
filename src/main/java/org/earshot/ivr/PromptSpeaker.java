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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
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

    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

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

    /// At the normal pace only.
    ///
    /// @throws IvrRefused with all prompts that cannot be had at once
    public Prompts speak(PromptBook book) throws IvrRefused, InterruptedException {
        return speak(book, Set.of(Pace.NORMAL));
    }

    /// @param paces see [Flow#paces]; [Pace#NORMAL] is always spoken
    /// @throws IvrRefused with all prompts that cannot be had at once
    public Prompts speak(PromptBook book, Set<Pace> paces) throws IvrRefused, InterruptedException {
        var problems = new ArrayList<Problem>();
        var prompts = new HashMap<Locale, Map<String, Path>>();
        var slow = new HashMap<Locale, Map<String, Path>>();
        for (var language : book.languages()) {
            prompts.put(language, speak(book, language, Pace.NORMAL, problems));
            if (paces.contains(Pace.SLOW)) {
                slow.put(language, speak(book, language, Pace.SLOW, problems));
            }
        }
        if (!problems.isEmpty()) {
            throw new IvrRefused("the prompts", problems.stream().distinct().toList());
        }
        return new Prompts(prompts, slow);
    }

    /// Several at once: each is a run of espeak-ng, and there are hundreds.
    private Map<String, Path> speak(
            PromptBook book, Locale language, Pace pace, List<Problem> problems)
            throws InterruptedException {
        var files = new ConcurrentHashMap<String, Path>();
        List<Callable<Optional<Problem>>> tasks = new ArrayList<>();
        for (var words : book.in(language)) {
            tasks.add(() -> speak(book, words, pace, files));
        }
        try (var workers = Executors.newFixedThreadPool(WORKERS)) {
            for (var done : workers.invokeAll(tasks)) {
                done.get().ifPresent(problems::add);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a prompt could not be spoken", e.getCause());
        }
        try {
            files.put(Prompts.PAUSE, pause(language, pace.stretch(PAUSE_LENGTH)));
        } catch (IOException e) {
            problems.add(new Problem("prompts", 0, "nothing can be written to " + cache));
        }
        return files;
    }

    /// @return why it cannot be had; empty when it is among `files`
    private Optional<Problem> speak(
            PromptBook book, PromptWords words, Pace pace, Map<String, Path> files)
            throws InterruptedException {
        var name = "prompts/" + words.language().toLanguageTag() + "/" + words.id();
        try {
            var recording = recording(book, words);
            files.put(
                    words.id(),
                    recording.isPresent() ? adopted(recording.get(), words) : spoken(words, pace));
            return Optional.empty();
        } catch (UnreadableAudio e) {
            return Optional.of(new Problem(name + ".wav", 0, reason(e)));
        } catch (IOException e) {
            return Optional.of(
                    new Problem(
                            name,
                            0,
                            "it cannot be spoken (%s); install espeak-ng, or record %s.wav."
                                    .formatted(reason(e), words.id())));
        }
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

    private Path spoken(PromptWords words, Pace speed) throws IOException, InterruptedException {
        if (!words.engine().startsWith(ENGINE)) {
            throw new IOException("its engine is '" + words.engine() + "', not espeak-ng");
        }
        var voice = words.engine().substring(ENGINE.length());
        int pace = wordsPerMinute(words.language(), speed);
        var how = voice + "|" + pace;
        var target = target(words, hash(how, words.spoken().getBytes(StandardCharsets.UTF_8)));
        if (!Files.exists(target)) {
            Files.createDirectories(folder(target));
            var sound = espeak.speak(words.spoken(), voice, pace, folder(target));
            keep(target, PromptSound.fit(sound));
        }
        return target;
    }

    private static int wordsPerMinute(Locale language, Pace pace) {
        int normal = WORDS_PER_MINUTE.getOrDefault(language, USUAL_WORDS_PER_MINUTE);
        return switch (pace) {
            case NORMAL -> normal;
            case SLOW -> normal * 3 / 4;
        };
    }

    private Path pause(Locale language, Duration length) throws IOException {
        var name = Prompts.PAUSE + "-" + length.toMillis() + "ms.wav";
        var target = cache.resolve(language.toLanguageTag()).resolve(name);
        if (!Files.exists(target)) {
            keep(target, PromptSound.silence(length));
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
