package org.earshot.caller;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.earshot.caller.SipMessage.Header;
import org.jspecify.annotations.Nullable;

/// The signalling of one call that we make. Every method holds this object's lock, so messages,
/// timers and the caller's own wishes come one after the other.
///
/// ```
/// Ringing --200--> Up --hangUp, BYE sent--> Leaving --answered or given up--> Over
///    |  |           |                                                          ^
///    |  |           +-------------------- BYE received ------------------------+
///    |  +--- 3xx-6xx, no answer at all ----------------------------------------+
///    +--- cancel() --> Cancelling --487 or given up----------------------------+
///                          +------- 200 after all: ACK, BYE --> Leaving
/// ```
final class Signalling {

    /// Is told how the call goes, on the thread that made it so. Must not block.
    interface Listener {
        void up(Sdp answer);

        void mediaMoved(Sdp offer);

        /// @param status 200 when it ended by BYE, else why it was not put through
        void over(int status);
    }

    private enum State {
        RINGING,
        CANCELLING,
        UP,
        LEAVING,
        OVER
    }

    private static final int NOT_ACCEPTABLE = 488;

    private final Dialog dialog;
    private final String sdp;
    private final Consumer<SipMessage> out;
    private final ScheduledExecutorService timers;
    private final Listener listener;
    private State state = State.RINGING; // guarded by this, as all below
    private @Nullable Retransmission request;
    private @Nullable Retransmission answer;
    private boolean provisional;
    private boolean cancelWanted;
    private CompletableFuture<Integer> informed = new CompletableFuture<>();

    Signalling(
            Dialog dialog,
            String sdp,
            Consumer<SipMessage> out,
            ScheduledExecutorService timers,
            Listener listener) {
        this.dialog = dialog;
        this.sdp = sdp;
        this.out = out;
        this.timers = timers;
        this.listener = listener;
    }

    synchronized void invite() {
        request = retransmit(dialog.invite(sdp), Retransmission.NO_LONGEST);
    }

    /// Gives up ringing. A CANCEL may only follow a first sign of life ([RFC 3261, section
    /// 9.1](https://www.rfc-editor.org/rfc/rfc3261#section-9.1)).
    synchronized void cancel() {
        if (state == State.RINGING && provisional) {
            state = State.CANCELLING;
            replaceRequest(dialog.cancel());
        } else if (state == State.RINGING) {
            cancelWanted = true;
        }
    }

    /// Ends an answered call, or gives up one that still rings.
    synchronized void hangUp() {
        if (state == State.UP) {
            leave();
        } else {
            cancel();
        }
    }

    /// Tells something in mid-call; one after the other.
    ///
    /// @return the status it was answered with
    synchronized CompletableFuture<Integer> info(String type, String body) {
        informed = new CompletableFuture<>();
        if (state == State.UP) {
            replaceRequest(dialog.info(type, body));
        } else {
            informed.complete(481);
        }
        return informed;
    }

    synchronized void received(SipMessage message) {
        if (!message.isResponse()) {
            request(message);
        } else if (message.method().equals("INVITE")) {
            inviteAnswered(message);
        } else if (message.method().equals("INFO") && message.status() >= 200) {
            informed(message.status());
        } else if (message.method().equals("BYE") && message.status() >= 200) {
            over(200);
        } else if (message.method().equals("CANCEL") && message.status() >= 200) {
            stopRequest(); // the INVITE's own answer, 487, decides
        }
    }

    private void informed(int status) {
        if (state == State.UP) {
            stopRequest();
        }
        informed.complete(status);
    }

    private void inviteAnswered(SipMessage response) {
        int status = response.status();
        if (status < 200) {
            provisional();
        } else if (status < 300) {
            accepted(response);
        } else {
            out.accept(dialog.ackRefusal(response));
            if (state == State.RINGING || state == State.CANCELLING) {
                over(status);
            }
        }
    }

    private void provisional() {
        if (state == State.RINGING) {
            provisional = true;
            stopRequest(); // it was heard: from now on patience, not repetition
            if (cancelWanted) {
                cancel();
            }
        }
    }

    private void accepted(SipMessage ok) {
        switch (state) {
            case RINGING -> {
                establish(ok);
                Sdp.parse(ok.body()).ifPresentOrElse(this::up, this::leave);
            }
            case CANCELLING -> {
                establish(ok);
                leave();
            }
            case UP, LEAVING, OVER -> out.accept(dialog.ack()); // our ACK was lost
        }
    }

    private void establish(SipMessage ok) {
        stopRequest();
        dialog.established(ok);
        out.accept(dialog.ack());
    }

    private void up(Sdp theirs) {
        if (cancelWanted) {
            leave();
            return;
        }
        state = State.UP;
        listener.up(theirs);
    }

    private void leave() {
        state = State.LEAVING;
        replaceRequest(dialog.bye());
    }

    private void request(SipMessage message) {
        switch (message.method()) {
            case "ACK" -> stopAnswer();
            case "BYE" -> {
                reply(message, 200, "OK");
                over(200);
            }
            case "OPTIONS" -> reply(message, 200, "OK");
            case "INVITE" -> reinvited(message);
            case "CANCEL" -> reply(message, 481, "Call/Transaction Does Not Exist");
            default -> reply(message, 405, "Method Not Allowed");
        }
    }

    private void reinvited(SipMessage invite) {
        if (state != State.UP) {
            reply(invite, 481, "Call/Transaction Does Not Exist");
            return;
        }
        if (!invite.body().isEmpty() && Sdp.parse(invite.body()).isEmpty()) {
            reply(invite, NOT_ACCEPTABLE, "Not Acceptable Here");
            return;
        }
        dialog.refreshed(invite);
        Sdp.parse(invite.body()).ifPresent(listener::mediaMoved);
        List<Header> headers =
                List.of(dialog.contact(), new Header("Content-Type", "application/sdp"));
        SipMessage ok = invite.response(200, "OK", dialog.ourTag(), headers, sdp);
        stopAnswer();
        answer =
                Retransmission.start(timers, () -> out.accept(ok), Retransmission.T2, this::hangUp);
    }

    private void reply(SipMessage to, int status, String reason) {
        List<Header> headers = List.of(new Header("Allow", Dialog.ALLOW));
        out.accept(to.response(status, reason, dialog.ourTag(), headers, ""));
    }

    private void replaceRequest(SipMessage next) {
        stopRequest();
        request = retransmit(next, Retransmission.T2);
    }

    private Retransmission retransmit(SipMessage message, Duration longest) {
        return Retransmission.start(
                timers, () -> out.accept(message), longest, () -> over(CallRefused.NO_ANSWER));
    }

    private synchronized void over(int status) {
        stopRequest();
        stopAnswer();
        informed.complete(481);
        if (state != State.OVER) {
            state = State.OVER;
            listener.over(status);
        }
    }

    private void stopRequest() {
        if (request != null) {
            request.stop();
        }
    }

    private void stopAnswer() {
        if (answer != null) {
            answer.stop();
        }
    }
}
