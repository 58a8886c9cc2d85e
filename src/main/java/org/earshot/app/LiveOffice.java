package org.earshot.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.earshot.flows.LiveHouse;
import org.earshot.house.FlowFile;
import org.earshot.house.FlowShelf;
import org.earshot.ivr.IvrRefused;

/// The office of live dialogues: is opened and closed by publishing its calendar, as an operator
/// would. Calls that are up keep the calendar they began with.
final class LiveOffice {

    /// A core looks for what was published every two seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private static final List<String> WEEK =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private final FlowShelf shelf;
    private final URI inForce;
    private final InstantSource clock;

    /// @param httpPort of the core's API
    LiveOffice(FlowShelf shelf, int httpPort, InstantSource clock) {
        this.shelf = shelf;
        this.inForce = URI.create("http://127.0.0.1:%d/v1/release".formatted(httpPort));
        this.clock = clock;
    }

    /// Returns when the next caller meets it so.
    void becomes(LiveHouse.Office office) throws IOException, InterruptedException {
        String calendar = calendar(office, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        Optional<Integer> release;
        try {
            release =
                    shelf.publish(
                            List.of(
                                    new FlowFile(
                                            FlowFile.Kind.CALENDAR,
                                            "office",
                                            calendar.getBytes(StandardCharsets.UTF_8))));
        } catch (IvrRefused refused) {
            throw new IllegalStateException("the calendar of the rehearsal", refused);
        }
        if (release.isPresent()) {
            awaitInForce(release.get());
        }
    }

    private void awaitInForce(int release) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            var question = HttpRequest.newBuilder(inForce).build();
            while (!http.send(question, BodyHandlers.ofString())
                    .body()
                    .contains("\"release\":" + release + "}")) {
                if (System.nanoTime() > until) {
                    throw new Complaint("The core did not take the calendar of the rehearsal.");
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        }
    }

    /// In UTC, with so many places at each time that callers do not take them from one another.
    private static String calendar(LiveHouse.Office office, LocalDate today) {
        String always =
                WEEK.stream()
                        .map(day -> "  " + day + ": \"00:00-24:00\"\n")
                        .collect(Collectors.joining());
        String later = today.plusDays(3).getDayOfWeek().name().substring(0, 3);
        String once = "  " + later.toLowerCase(Locale.ROOT) + ": \"09:00-17:00\"\n";
        int holidays =
                switch (office) {
                    case OPEN, CLOSED -> 0;
                    case HOLIDAY -> 2;
                    case BOOKED_UP -> 14;
                };
        return "zone: UTC\nweek:\n"
                + (office == LiveHouse.Office.CLOSED ? once : always)
                + IntStream.range(0, holidays)
                        .mapToObj(day -> today.plusDays(day).toString())
                        .collect(Collectors.joining(", ", "holidays: [", "]\n"))
                + "slot: 30m\nslots: 50\n";
    }
}
