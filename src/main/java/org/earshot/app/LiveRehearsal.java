package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.earshot.flows.Dialogue;
import org.earshot.flows.DialogueResult;

/// A fresh installation beside the real one, on which dialogues are lived through by telephone.
final class LiveRehearsal {

    /// Callers who understand what they hear: each takes some of a processor.
    private static final int AT_ONCE = 3;

    private LiveRehearsal() {}

    static List<DialogueResult> run(List<Dialogue> dialogues, Places places, SiteOptions options)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("earshot-flows");
        try {
            var fresh = new Places(folder, places.cache());
            var settings = Settings.read(fresh.data());
            var software = Software.prepare(fresh, settings, Output::aside);
            var watch = new CallWatch();
            try (var site =
                    RunningSite.start(
                            fresh,
                            options,
                            software,
                            line -> LiveLine.parse(line).ifPresent(watch::on))) {
                var live =
                        new LiveDialogues(
                                site.sip(),
                                software.prompts(),
                                watch,
                                settings.cases().codeDigits());
                return together(dialogues, live);
            }
        } finally {
            Scrap.delete(folder);
        }
    }

    private static List<DialogueResult> together(List<Dialogue> dialogues, LiveDialogues live)
            throws InterruptedException {
        var results = new ArrayList<DialogueResult>();
        try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<DialogueResult>> running = new ArrayList<>();
            for (var dialogue : dialogues) {
                running.add(pool.submit(() -> live.run(dialogue)));
            }
            for (var one : running) {
                results.add(one.get());
            }
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a live call could not be made", broken.getCause());
        }
        return results;
    }
}
