package org.earshot.flows;

import java.nio.file.Path;
import java.util.List;
import org.earshot.ivr.IvrRefused;

/// The flows and dialogues of this source tree.
final class Shipped {

    static final Path FOLDER = Path.of("ivr-flows");

    private Shipped() {}

    static FlowBook flows() throws IvrRefused {
        return FlowBook.read(FOLDER);
    }

    static List<Dialogue> dialogues() throws IvrRefused {
        return DialogueBook.read(FOLDER);
    }
}
