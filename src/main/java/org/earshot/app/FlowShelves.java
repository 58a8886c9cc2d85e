package org.earshot.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.earshot.db.Database;
import org.earshot.house.FlowFile;
import org.earshot.house.FlowShelf;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.IvrFlows;
import org.earshot.ivr.IvrRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The shelf of an installation's flows, and what its program brings to it.
final class FlowShelves {

    private static final Logger LOG = LoggerFactory.getLogger(FlowShelves.class);

    private FlowShelves() {}

    static FlowShelf of(
            Database database, Settings.Calls settings, Path scratch, InstantSource clock) {
        return new FlowShelf(
                database,
                entry(settings),
                scratch,
                IvrFlows.shipped().resolve("prompts"),
                HouseKeys.names(settings),
                clock);
    }

    /// The name of the flow callers hear first; the setting may also be its file.
    static String entry(Settings.Calls settings) {
        return String.valueOf(Path.of(settings.flow()).getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    /// The calendars beside a flow, or those of the program when it has none beside it.
    static Calendars calendars(Path flow) throws IvrRefused {
        var parent = flow.toAbsolutePath().getParent();
        var own = parent == null ? null : parent.resolve("calendars");
        return Calendars.read(
                own != null && Files.isDirectory(own)
                        ? own
                        : IvrFlows.shipped().resolve("calendars"));
    }

    /// Brings in what came with the program and, if the settings name a file, that file. What does
    /// not pass changes nothing.
    static void stock(FlowShelf shelf, Settings.Calls settings) {
        try {
            shelf.offer(FlowFile.in(IvrFlows.shipped()));
        } catch (IvrRefused refused) {
            LOG.error("The flows of this program are not put in force: {}", refused.getMessage());
        } catch (IOException unreadable) {
            LOG.error("The flows of this program cannot be read", unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Path file = Path.of(settings.flow());
        if (Files.isRegularFile(file)) {
            stock(shelf, file);
        }
    }

    private static void stock(FlowShelf shelf, Path file) {
        try {
            shelf.publish(List.of(FlowFile.flow(file)));
        } catch (IvrRefused refused) {
            LOG.error("{} is not put in force: {}", file, refused.getMessage());
        } catch (IOException unreadable) {
            LOG.error("{} cannot be read", file, unreadable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
