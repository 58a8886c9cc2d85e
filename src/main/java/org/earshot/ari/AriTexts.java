package org.earshot.ari;

import java.util.Map;

/// Sends short messages.
public final class AriTexts {

    private final AriClient client;

    AriTexts(AriClient client) {
        this.client = client;
    }

    /// Asterisk says that it takes the message, not that it arrived.
    ///
    /// @param to for instance `pjsip:trunk/sip:NAME@192.0.2.7:5060`
    /// @param from the sender's address, as `sip:NAME@HOST`
    public void send(String to, String from, String body) throws AriException {
        // In the body: a command's address is named when it fails.
        var message =
                client.json().createObjectNode().put("to", to).put("from", from).put("body", body);
        client.request("PUT", "endpoints/sendMessage", Map.of(), message);
    }
}
