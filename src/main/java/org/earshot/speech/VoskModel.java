package org.earshot.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.earshot.audio.Sound;
import org.vosk.LibVosk;
import org.vosk.LogLevel;
import org.vosk.Model;
import org.vosk.Recognizer;

/// A model in native memory, for the life of the process.
///
/// This and [VoskRecognizer] are the only classes that touch Vosk: a wrong call there is no
/// exception but the end of the process.
final class VoskModel {

    /// Kaldi's own default when the model does not say.
    private static final int DEFAULT_HZ = 16_000;

    private final String name;
    private final int sampleRateHz;
    private final Model model;
    private final ModelWords words;

    private VoskModel(String name, int sampleRateHz, Model model, ModelWords words) {
        this.name = name;
        this.words = words;
        this.sampleRateHz = sampleRateHz;
        this.model = model;
    }

    /// @throws ModelUnusable when the directory holds no model that Vosk can load
    static VoskModel load(Path directory) throws ModelUnusable {
        if (!Files.isDirectory(directory)) {
            throw new ModelUnusable(
                    "the speech model "
                            + directory
                            + " is missing; unpack one there or correct speech.models");
        }
        if (!anyExists(directory, "am/final.mdl", "final.mdl")) {
            throw new ModelUnusable(
                    "the directory "
                            + directory
                            + " holds no Vosk model (no am/final.mdl in it); unpack one there or"
                            + " correct speech.models");
        }
        int rate = sampleRate(directory);
        if (rate < Sound.TELEPHONE_HZ || rate % Sound.TELEPHONE_HZ != 0) {
            throw new ModelUnusable(
                    "the speech model "
                            + directory
                            + " wants "
                            + rate
                            + " Hz, which telephone audio (8000 Hz) cannot be raised to; use a"
                            + " model for 8 or 16 kHz");
        }
        try {
            LibVosk.setLogLevel(LogLevel.WARNINGS);
            return new VoskModel(
                    name(directory),
                    rate,
                    new Model(directory.toString()),
                    new ModelWords(name(directory), directory));
        } catch (IOException refused) {
            throw new ModelUnusable(
                    "the speech model " + directory + " is damaged or incomplete; unpack it again",
                    refused);
        }
    }

    /// The name of its directory, for instance `vosk-tiny-en-8k`.
    String name() {
        return name;
    }

    VoskRecognizer recognizer() throws IOException {
        var recognizer = new Recognizer(model, sampleRateHz);
        recognizer.setWords(true);
        return new VoskRecognizer(recognizer, sampleRateHz);
    }

    /// For these phrases and nothing else; by its own account a model knows no word that is not in
    /// its list, and leaves out a phrase that has one.
    VoskRecognizer recognizer(List<String> phrases) throws IOException {
        words.tellUnknown(phrases);
        var recognizer = new Recognizer(model, sampleRateHz, Protocol.grammar(phrases));
        recognizer.setWords(true);
        return new VoskRecognizer(recognizer, sampleRateHz);
    }

    /// A 16 kHz model given 8 kHz audio hears nothing and says nothing of it, hence this look.
    private static int sampleRate(Path directory) throws ModelUnusable {
        for (String file : new String[] {"conf/mfcc.conf", "mfcc.conf"}) {
            try (Stream<String> lines = Files.lines(directory.resolve(file))) {
                return lines.map(String::strip)
                        .filter(line -> line.startsWith("--sample-frequency="))
                        .map(line -> line.substring(line.indexOf('=') + 1).strip())
                        .mapToInt(rate -> (int) Double.parseDouble(rate))
                        .findFirst()
                        .orElse(DEFAULT_HZ);
            } catch (IOException | RuntimeException unreadable) {
                // the next place, or the sentence below
            }
        }
        throw new ModelUnusable(
                "the speech model "
                        + directory
                        + " has no readable conf/mfcc.conf, so its sample rate is unknown; unpack"
                        + " it again");
    }

    private static boolean anyExists(Path directory, String... files) {
        return Stream.of(files).anyMatch(file -> Files.isRegularFile(directory.resolve(file)));
    }

    private static String name(Path directory) {
        Path last = directory.toAbsolutePath().normalize().getFileName();
        return last == null ? directory.toString() : last.toString();
    }
}
