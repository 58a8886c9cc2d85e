package org.earshot.app;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /// The adapter of the command line, if it names one.
    ///
    /// @throws Complaint when it is neither
    Optional<String> named() {
        return Optional.ofNullable(adapter).map(SiteOptions::known);
    }

    /// @throws Complaint when the adapter is neither
    String adapter(Settings settings) {
        return known(adapter == null ? settings.calls().adapter() : adapter);
    }

    private static String known(String name) {
        if (!List.of("ari", "agi").contains(name)) {
            throw new Complaint("--adapter must be ari or agi, got '" + name + "'");
        }
        return name;
    }

    /// Where calls arrive: the shield's outer side.
    InetSocketAddress sip(DataDirectory data, Settings settings) {
        int port = sipPort == null ? settings.site().sipPort() : sipPort;
        return InetSocketAddress.createUnresolved(
                listen == null ? settings.site().listen() : listen,
                port == 0 ? data.instance().shield().outer() : port);
    }

    AsteriskSettings asterisk(DataDirectory data, Settings settings, Software software) {
        return data.asterisk(
                        AsteriskSettings.Adapter.valueOf(
                                adapter(settings).toUpperCase(Locale.ROOT)),
                        sip(data, settings).getHostString(),
                        List.of(ShieldService.INNER))
                .withPrompts(software.inEachLanguage("away"), software.inEachLanguage("thanks"))
                .withShield(ShieldService.INNER);
    }
}
