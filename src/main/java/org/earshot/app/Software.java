package org.earshot.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.earshot.ivr.Flow;
import org.earshot.ivr.FlowLoader;
import org.earshot.ivr.IvrFlows;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.PromptBook;
import org.earshot.ivr.PromptSpeaker;
import org.earshot.ivr.Prompts;
import org.earshot.site.AsteriskSoftware;

/// What must be there before anything starts: Asterisk, the spoken prompts, a flow that passed its
/// checks. Fetched and made once, kept in the cache.
record Software(AsteriskSoftware asterisk, Prompts prompts, Flow flow) {

    /// @param progress told in sentences what takes long
    /// @throws Complaint when the flow or the prompts cannot be used
    static Software prepare(Places places, Settings settings, Consumer<String> progress) {
        sayMissingModels(settings, progress);
        var asterisk = AsteriskSoftware.fetch(places.software(), progress);
        try {
            var book = PromptBook.read(IvrFlows.shipped().resolve("prompts"));
            Flow flow = new FlowLoader(book).load(flowFile(settings.calls().flow()));
            var speaker =
                    new PromptSpeaker(
                            asterisk.espeak(), places.spokenPrompts(), ownPrompts(settings));
            return new Software(asterisk, speaker.speak(book), flow);
        } catch (IvrRefused refused) {
            throw new Complaint(String.valueOf(refused.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Complaint("Interrupted while the prompts were being spoken.");
        }
    }

    /// No reason to take no calls: their reports are recorded, and written down when the model is
    /// there.
    private static void sayMissingModels(Settings settings, Consumer<String> progress) {
        settings.speech()
                .models()
                .forEach((language, model) -> {
                    if (!Files.isDirectory(Path.of(model))) {
                        progress.accept(
                                "speech.models.%s: there is no directory %s; reports in this language are recorded, and written down when the model is there."
                                        .formatted(language, model));
                    }
                });
    }

    /// The same prompt in every language of the flow, the first language first.
    List<Path> inEachLanguage(String prompt) {
        return flow.languages().stream()
                .map(language -> prompts.get(prompt, language).audio())
                .toList();
    }

    private static Path flowFile(String flow) {
        Path file = Path.of(flow);
        return Files.exists(file) ? file : IvrFlows.shipped().resolve(flow + ".yaml");
    }

    private static Optional<Path> ownPrompts(Settings settings) {
        String folder = settings.calls().prompts();
        return folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
    }
}
