package org.earshot.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.earshot.flows.FlowBook;
import org.earshot.ivr.Flow;
import org.earshot.ivr.IvrFlows;
import org.earshot.ivr.IvrRefused;
import org.jspecify.annotations.Nullable;

/// Flows as a command names them: a file, its folder, or nothing for those shipped.
///
/// @param name of the flow in it that is meant; empty when a folder was named
record FlowChoice(Path folder, String name, FlowBook flows) {

    /// @throws Complaint when there is no such file
    static FlowChoice of(@Nullable Path path) throws IvrRefused {
        if (path == null) {
            var shipped = IvrFlows.shipped();
            return new FlowChoice(shipped, "", FlowBook.read(shipped));
        }
        if (Files.isDirectory(path)) {
            return new FlowChoice(path, "", FlowBook.read(path));
        }
        if (!Files.isRegularFile(path)) {
            throw new Complaint(
                    path
                            + ": there is no such flow or folder of flows; name a .yaml file or a folder of them.");
        }
        var folder = path.toAbsolutePath().getParent();
        var name = path.getFileName().toString().replaceFirst("\\.(yaml|dialogues)$", "");
        if (folder == null) {
            throw new IllegalStateException("a file lies in a folder");
        }
        return new FlowChoice(folder, name, FlowBook.read(folder.resolve(name + ".yaml")));
    }

    /// @throws Complaint when no flow was named
    Flow flow() {
        return flows.named(name)
                .orElseThrow(() ->
                        new Complaint(
                                name.isEmpty()
                                        ? "Name one flow; in %s there are: %s."
                                                .formatted(
                                                        folder,
                                                        String.join(", ", flows.flows().keySet()))
                                        : "There is no flow '%s' in %s.".formatted(name, folder)));
    }
}
