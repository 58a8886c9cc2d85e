package org.earshot.masking;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.earshot.db.Database;
import org.earshot.masking.WebhookRepository.Due;
import org.earshot.telephony.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the outbox: every event until the receiver answers 2xx, as often as the ladder says. Run
/// it from time to time; several processes may.
public final class Webhooks implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

    private final WebhookRepository outbox;
    private final WebhookSettings settings;
    private final InstantSource clock;
    private final HttpClient http;

    public Webhooks(Database db, WebhookSettings settings, InstantSource clock) {
        this.outbox = new WebhookRepository(db);
        this.settings = settings;
        this.clock = clock;
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    }

    /// Sends all that is due.
    @Override
    public void run() {
        Duration lease = settings.timeout().multipliedBy(3);
        try {
            for (Optional<Due> due = outbox.claim(clock.instant(), lease);
                    due.isPresent();
                    due = outbox.claim(clock.instant(), lease)) {
                send(due.get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warn("events could not be sent now; tried again later", failure);
        }
    }

    /// Sends all events of a call once more, as the same events.
    public int replay(CallId call) {
        return outbox.replay(call.value(), clock.instant());
    }

    private void send(Due due) throws InterruptedException {
        Instant at = clock.instant();
        Optional<String> refused = post(due, at);
        if (refused.isEmpty()) {
            outbox.delivered(due.id(), at);
            return;
        }
        Optional<Instant> next = settings.retries().next(due.firstAt(), due.attempt());
        outbox.failed(due.id(), next, at);
        LOG.warn(
                "Event {} was not taken at attempt {} ({}); {}",
                due.id(),
                due.attempt(),
                refused.get(),
                next.map(then -> "sent again at " + then).orElse("given up"));
    }

    /// @return why it was not taken
    private Optional<String> post(Due due, Instant at) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(settings.url())
                        .timeout(settings.timeout())
                        .header("Content-Type", "application/json")
                        .header("Earshot-Event", due.id().toString())
                        .header(
                                WebhookSignature.HEADER,
                                WebhookSignature.of(settings.secret(), at, due.body()))
                        .POST(BodyPublishers.ofString(due.body()))
                        .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return status / 100 == 2 ? Optional.empty() : Optional.of("HTTP " + status);
        } catch (IOException unreachable) {
            return Optional.of(unreachable.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
