package org.earshot.ivr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;

/// Where the flows and prompts that come with the program are.
public final class IvrFlows {

    private IvrFlows() {}

    /// The folder `ivr-flows`, in the jar or beside the classes: `main.yaml`, `prompts/`. Fit for
    /// [PromptBook] and the checker of flows, not for programs outside this process.
    public static Path shipped() {
        var main = IvrFlows.class.getResource("/ivr-flows/main.yaml");
        if (main == null) {
            throw new IllegalStateException("ivr-flows/main.yaml is not in the program");
        }
        try {
            var uri = main.toURI();
            if (uri.getScheme().equals("jar")) {
                openOnce(uri);
            }
            return parent(Path.of(uri));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a URI: " + main, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stays open as long as the program runs, as its classes do.
    @SuppressWarnings("resource")
    private static void openOnce(URI uri) throws IOException {
        try {
            FileSystems.newFileSystem(uri, Map.of());
        } catch (FileSystemAlreadyExistsException _) {
            // another thread, or an earlier call, has opened it
        }
    }

    private static Path parent(Path file) {
        var parent = file.getParent();
        if (parent == null) {
            throw new IllegalStateException("a file in a folder has a parent");
        }
        return parent;
    }
}
