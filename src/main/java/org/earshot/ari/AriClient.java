package org.earshot.ari;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Our end of Asterisk's REST interface. Commands block; events go to the [AriInbox] of their
/// channel, in order. When the connection drops it is made again, and every open inbox is told:
/// Asterisk repeats nothing, so the owner has to look what became of its channel.
public final class AriClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AriClient.class);

    private final AriSettings settings;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Registration> inboxes = new ConcurrentHashMap<>();
    private final AtomicLong lastRequest = new AtomicLong();
    private final AriLink link;
    private volatile @Nullable AriListener listener;

    /// @param link the connection during which the inbox was opened
    private record Registration(AriInbox inbox, long link) {}

    public AriClient(AriSettings settings) {
        this.settings = settings;
        this.link = new AriLink(settings, json, this::dispatch, new LinkNews());
    }

    /// Begins to connect, and keeps the connection from now on.
    public void start(AriListener to) {
        this.listener = to;
        link.start();
    }

    /// @return whether there is a connection, at the latest after `patience`
    public boolean awaitConnected(Duration patience) throws InterruptedException {
        return link.awaitConnected(patience);
    }

    public AriSettings settings() {
        return settings;
    }

    /// Collects the events of channels, which need not exist yet.
    ///
    /// @throws IllegalStateException when one has an inbox already
    public AriInbox inbox(String... channelIds) {
        var inbox = new AriInbox(ids -> ids.forEach(inboxes::remove));
        for (String id : channelIds) {
            include(id, inbox);
        }
        return inbox;
    }

    /// Collects the events of one more channel in an inbox that is open.
    ///
    /// @throws IllegalStateException when the channel has an inbox already
    public void include(String channelId, AriInbox inbox) {
        if (inboxes.putIfAbsent(channelId, new Registration(inbox, link.number())) != null) {
            throw new IllegalStateException("channel " + channelId + " has an inbox already");
        }
        inbox.add(channelId);
    }

    public boolean isConnected() {
        return link.isConnected();
    }

    public boolean hasInbox(String channelId) {
        return inboxes.containsKey(channelId);
    }

    public AriChannels channels() {
        return new AriChannels(this);
    }

    public AriBridges bridges() {
        return new AriBridges(this);
    }

    public AriTexts texts() {
        return new AriTexts(this);
    }

    /// Carries out one command and returns what Asterisk answered (a missing node for nothing).
    JsonNode request(String method, String path, Map<String, ?> query, @Nullable JsonNode body)
            throws AriException {
        String id = Long.toString(lastRequest.incrementAndGet());
        ObjectNode request =
                json.createObjectNode()
                        .put("type", "RESTRequest")
                        .put("request_id", id)
                        .put("method", method)
                        .put("uri", Uris.withQuery(path, query));
        if (body != null) {
            request.put("content_type", "application/json").put("message_body", body.toString());
        }
        AriMessage answer = ask(id, request.toString());
        if (answer == null) {
            throw new AriUnavailable("no answer from Asterisk to " + method + " " + path);
        }
        if (answer.status() / 100 != 2) {
            String why = read(answer.body()).path("message").asText("no reason given");
            throw new AriError(answer.status(), method + " " + path, why);
        }
        return read(answer.body());
    }

    ObjectMapper json() {
        return json;
    }

    private @Nullable AriMessage ask(String id, String text) throws AriUnavailable {
        try {
            return link.ask(id, text);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AriUnavailable("interrupted while Asterisk was asked");
        }
    }

    private JsonNode read(@Nullable String body) {
        if (body == null || body.isEmpty()) {
            return json.missingNode();
        }
        try {
            return json.readTree(body);
        } catch (JsonProcessingException noJson) {
            return json.missingNode();
        }
    }

    private void dispatch(AriMessage message) {
        if ("ApplicationReplaced".equals(message.type())) {
            link.replaced();
            return;
        }
        message.event()
                .ifPresent(event -> {
                    Registration known = inboxes.get(event.channelId());
                    if (known != null) {
                        known.inbox().put(event);
                    } else if (event instanceof AriEvent.Entered entered && listener != null) {
                        listener.entered(entered);
                    }
                });
    }

    @Override
    public void close() {
        link.close();
    }

    /// What the link tells, passed on to the inboxes.
    private final class LinkNews implements AriLink.News {

        @Override
        public void connected(long number, boolean sameAsterisk) {
            older(number)
                    .forEach(entry ->
                            entry.getValue()
                                    .inbox()
                                    .put(
                                            sameAsterisk
                                                    ? new AriEvent.Reconnected(entry.getKey())
                                                    : new AriEvent.AsteriskGone(entry.getKey())));
            AriListener told = listener;
            if (told != null) {
                Thread.ofVirtual().name("ari-connected").start(told::connected);
            }
        }

        @Override
        public void gone(long number) {
            LOG.warn("Asterisk at {} is gone; its calls are over", settings.url());
            older(number + 1)
                    .forEach(entry ->
                            entry.getValue()
                                    .inbox()
                                    .put(new AriEvent.AsteriskGone(entry.getKey())));
        }

        private Stream<Map.Entry<String, Registration>> older(long number) {
            return inboxes.entrySet().stream().filter(entry -> entry.getValue().link() < number);
        }
    }
}
