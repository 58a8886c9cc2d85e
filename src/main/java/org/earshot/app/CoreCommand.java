package org.earshot.app;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.earshot.calls.LiveFeed;
import org.earshot.site.DataDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `earshot core`: started by `up` and `demo`; by hand or by systemd where Asterisk and PostgreSQL
/// run by themselves.
@Command(
        name = "core",
        mixinStandardHelpOptions = true,
        description =
                "Answers calls; needs a running Asterisk and PostgreSQL. 'up' starts it for you.",
        footer = {"", "Example:", "  ./earshot core --data /var/lib/earshot"})
final class CoreCommand implements Callable<Integer> {

    @Mixin private Places places = new Places();

    @Option(
            names = "--live",
            description = "Print what happens in calls, an event a line, for a parent process.")
    private boolean live;

    @Override
    public Integer call() throws IOException, InterruptedException {
        DataDirectory data = DataDirectory.existing(places.data());
        Settings settings = Settings.read(places.data());
        Software software = Software.prepare(places, settings, Output::aside);
        var end = new CountDownLatch(1);
        var core = Core.start(places, data, settings, software, live ? feed() : LiveFeed.NOBODY);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            core.close();
                            end.countDown();
                        }));
        Output.text("{\"ready\":true}");
        end.await();
        return 0;
    }

    private static LiveFeed feed() {
        InstantSource clock = InstantSource.system();
        return (call, event) ->
                Output.text(new LiveLine(call.toString(), clock.millis(), event).toJson());
    }
}
