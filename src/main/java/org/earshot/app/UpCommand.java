package org.earshot.app;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot up`
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the hotline and stays up until Ctrl-C.",
        footer = {"", "Example:", "  ./earshot up --json"})
final class UpCommand implements Callable<Integer> {

    @Mixin private Places places = new Places();
    @Mixin private SiteOptions options = new SiteOptions();

    @Option(
            names = "--json",
            description = "Print one line of JSON with every address once all is ready.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var picture = new LivePicture(System.err);
        Software software = Software.prepare(places, Settings.read(places.data()), Output::aside);
        try (var site =
                RunningSite.start(
                        places,
                        options,
                        software,
                        line -> LiveLine.parse(line).filter(_ -> !json).ifPresent(picture::show))) {
            if (json) {
                Output.json(addresses(site));
            } else {
                Output.text("Dial " + sip(site) + " from any softphone on this machine.");
                Output.text(
                        "Pages: http://127.0.0.1:%d/ (the first to sign in: ./earshot staff init --administrator NAME)"
                                .formatted(site.httpPort()));
                Output.text(
                        "Status by query code: POST http://127.0.0.1:"
                                + site.httpPort()
                                + "/v1/status");
                Output.text("Cases: ./earshot case list     Stop: Ctrl-C");
            }
            site.awaitStop();
        }
        return 0;
    }

    private Map<String, Object> addresses(RunningSite site) {
        var addresses = new LinkedHashMap<String, Object>();
        addresses.put("ready", true);
        addresses.put("sip", sip(site));
        addresses.put("sipHost", site.sip().getHostString());
        addresses.put("sipPort", site.sip().getPort());
        addresses.put("http", "http://127.0.0.1:" + site.httpPort());
        addresses.put("data", places.data().toString());
        addresses.put("pid", ProcessHandle.current().pid());
        addresses.putAll(site.processes());
        return addresses;
    }

    private static String sip(RunningSite site) {
        return "sip:hotline@" + site.sip().getHostString() + ":" + site.sip().getPort();
    }
}
