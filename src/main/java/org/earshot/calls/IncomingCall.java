package org.earshot.calls;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.earshot.ari.AriException;
import org.earshot.ivr.Line;
import org.earshot.recording.Leg;
import org.earshot.telephony.CallId;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.Hangup;
import org.earshot.telephony.StirVerdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call that wants to be served: new, or found alive after a restart of the core.
public final class IncomingCall {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingCall.class);

    /// How Asterisk hands the call to us.
    public enum Adapter {
        ARI,
        AGI
    }

    /// Written by `asterisk-conf/extensions.conf`.
    private static final String DIALLED = "dialled=";

    private static final String CALLER = "caller=";
    private static final String SHOWN = "shown=";
    private static final String VERIFIED = "verified=";

    private static final int MOST_SHOWN = 8;

    private final String channelId;
    private final List<String> arguments;
    private final Optional<CallId> resumed;
    private final ServedLine line;
    private final CaptureStudio studio;

    IncomingCall(
            String channelId,
            List<String> arguments,
            Optional<CallId> resumed,
            ServedLine line,
            CaptureStudio studio) {
        this.channelId = channelId;
        this.arguments = arguments;
        this.resumed = resumed;
        this.line = line;
        this.studio = studio;
    }

    public Adapter adapter() {
        return switch (line) {
            case AriLine _ -> Adapter.ARI;
            case AgiLine _ -> Adapter.AGI;
        };
    }

    /// Asterisk's unique id of the caller's channel. Says nothing about the caller.
    public String channelId() {
        return channelId;
    }

    /// What the dialplan passed along.
    public List<String> arguments() {
        return arguments;
    }

    /// What the caller dialled, as far as it can be dialled: digits, letters, `+`, `*`, `#`.
    public Optional<String> dialled() {
        return argument(DIALLED);
    }

    /// Who calls, as the shield names them; empty where none stands before Asterisk.
    public Optional<CallerToken> caller() {
        return argument(CALLER).filter(CallerToken::isOne).map(CallerToken::new);
    }

    /// What people call the caller until midnight UTC, such as `7K-42`; for eyes only.
    public Optional<String> shown() {
        return argument(SHOWN).filter(name -> name.length() <= MOST_SHOWN);
    }

    /// Whether the carrier's signature over the caller's number held; empty where the shield does
    /// not look at signatures.
    public Optional<StirVerdict> verdict() {
        return argument(VERIFIED)
                .flatMap(name ->
                        Arrays.stream(StirVerdict.values())
                                .filter(verdict -> verdict.name().equals(name))
                                .findFirst());
    }

    private Optional<String> argument(String name) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name))
                .map(argument -> argument.substring(name.length()))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /// The call this is, when an earlier core has already begun to serve it.
    public Optional<CallId> resumed() {
        return resumed;
    }

    public Line line() {
        return line;
    }

    ServedLine served() {
        return line;
    }

    /// Writes `id` on the channel, for a core that may come after us. Before anything is played:
    /// Asterisk sets a variable when the prompt that plays is over, and carries out no other
    /// command of ours, for no call, while it waits for that.
    public void mark(CallId id) throws Hangup {
        try {
            line.mark(id);
        } catch (AriException refused) {
            LOG.warn(
                    "call {} is not marked on its channel: {}; after a restart of the core it is"
                            + " known by its channel only",
                    id,
                    refused.getMessage());
        }
    }

    /// Begins to capture both legs. [Line#listen] notices silence only while this runs.
    ///
    /// @param sink see [CallCapture#begin]
    public CallCapture capture(BiConsumer<Leg, short[]> sink) {
        return CallCapture.begin(
                studio,
                channelId,
                (leg, frame) -> {
                    if (leg == Leg.CALLER) {
                        line.speech().hear(frame);
                    }
                    sink.accept(leg, frame);
                });
    }
}
