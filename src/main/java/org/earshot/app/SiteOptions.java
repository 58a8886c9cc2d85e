package org.earshot.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.earshot.site.AsteriskSettings;
import org.earshot.site.DataDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What of a site can be said on the command line; the rest is in its settings.
final class SiteOptions {

    @Option(
            names = "--adapter",
            paramLabel = "ari|agi",
            description =
                    "How Asterisk hands calls to the core (default: the setting calls.adapter).")
    private @Nullable String adapter;

    @Option(
            names = "--sip-port",
            paramLabel = "PORT",
            description =
                    "UDP port for SIP (default: the setting site.sip-port, or one chosen once).")
    private @Nullable Integer sipPort;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Address for SIP and RTP (default: the setting site.listen).")
    private @Nullable String listen;

    /// @throws Complaint when the adapter is neither
    String adapter(Settings settings) {
        String name = adapter == null ? settings.calls().adapter() : adapter;
        if (!List.of("ari", "agi").contains(name)) {
            throw new Complaint("--adapter must be ari or agi, got '" + name + "'");
        }
        return name;
    }

    AsteriskSettings asterisk(DataDirectory data, Settings settings, Software software) {
        List<String> trunk = new ArrayList<>(AsteriskSettings.thisMachine());
        trunk.addAll(settings.site().trunk());
        var base =
                data.asterisk(
                                AsteriskSettings.Adapter.valueOf(
                                        adapter(settings).toUpperCase(Locale.ROOT)),
                                listen == null ? settings.site().listen() : listen,
                                trunk)
                        .withPrompts(
                                software.inEachLanguage("away"), software.inEachLanguage("thanks"));
        int port = sipPort == null ? settings.site().sipPort() : sipPort;
        return port == 0 ? base : base.withSipPort(port);
    }
}
