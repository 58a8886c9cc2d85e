package org.earshot.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.earshot.calls.AwayInbox;
import org.earshot.site.AwayMessages;
import org.earshot.site.DataDirectory;

/// The messages Asterisk took while the core was away, as the core takes them in.
final class AwayFolder implements AwayInbox.Messages {

    private final AwayMessages messages;

    AwayFolder(DataDirectory data) {
        this.messages = data.awayMessages();
    }

    @Override
    public List<Path> complete() throws IOException {
        return messages.complete();
    }

    @Override
    public void remove(Path message) throws IOException {
        messages.remove(message);
    }
}
