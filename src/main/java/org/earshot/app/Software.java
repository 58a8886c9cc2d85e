package org.earshot.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.earshot.flows.FlowCheck;
import org.earshot.flows.PromptLengths;
import org.earshot.house.FlowSet;
import org.earshot.ivr.Flow;
import org.earshot.ivr.IvrFlows;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.PromptSpeaker;
import org.earshot.ivr.Prompts;
import org.earshot.site.AsteriskSoftware;

/// What must be there before anything starts: Asterisk, the spoken prompts, a flow that passed its
/// checks. Fetched and made once, kept in the cache.
///
/// @param flows of the program, or of the file that the settings name: heard until something is
///   published
/// @param speaker makes the prompts of what is published
record Software(AsteriskSoftware asterisk, FlowSet flows, FlowSet.Speaker speaker) {

    /// @param progress told in sentences what takes long
    /// @throws Complaint when the flow or the prompts cannot be used
    static Software prepare(Places places, Settings settings, Consumer<String> progress) {
        sayMissingModels(settings, progress);
        var asterisk = AsteriskSoftware.fetch(places.software(), progress);
        try {
            FlowSet.Speaker speaker =
                    new PromptSpeaker(
                                    asterisk.espeak(), places.spokenPrompts(), ownPrompts(settings))
                            ::speak;
            return new Software(asterisk, flows(settings.calls(), speaker), speaker);
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

    private static FlowSet flows(Settings.Calls calls, FlowSet.Speaker speaker)
            throws IvrRefused, InterruptedException {
        Path file = Path.of(calls.flow());
        boolean own = Files.isRegularFile(file);
        var check =
                FlowCheck.of(
                        own ? file : IvrFlows.shipped(),
                        HouseKeys.names(calls),
                        PromptLengths.unknown());
        var book = check.bookOrRefuse("the flow " + calls.flow());
        var entry = FlowShelves.entry(calls);
        if (book.named(entry).isEmpty()) {
            throw new Complaint(
                    "calls.flow: there is no flow '%s'; there are: %s."
                            .formatted(entry, String.join(", ", book.flows().keySet())));
        }
        var calendars = FlowShelves.calendars(own ? file : IvrFlows.shipped().resolve("main.yaml"));
        return FlowSet.of(0, entry, check, calendars, speaker);
    }

    /// The flow callers hear first.
    Flow flow() {
        return flows.entry();
    }

    Prompts prompts() {
        return flows.prompts();
    }

    /// The same prompt in every language of the flow, the first language first.
    List<Path> inEachLanguage(String prompt) {
        return flow().languages().stream()
                .map(language -> prompts().get(prompt, language).audio())
                .toList();
    }

    private static Optional<Path> ownPrompts(Settings settings) {
        String folder = settings.calls().prompts();
        return folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
    }
}
