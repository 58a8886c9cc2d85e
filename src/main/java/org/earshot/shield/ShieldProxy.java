package org.earshot.shield;

import java.util.Optional;
import java.util.function.Function;
import org.earshot.sip.Hop;
import org.earshot.sip.SipGate;
import org.earshot.sip.SipHandler;
import org.earshot.sip.SipMethod;
import org.earshot.sip.SipRefused;
import org.earshot.sip.SipSink;
import org.earshot.sip.SipWriter;
import org.earshot.sip.UriReading;
import org.earshot.telephony.PhoneNumber;

/// The number shield: a stateless proxy ([RFC 3261, section
/// 16.11](https://www.rfc-editor.org/rfc/rfc3261#section-16.11)) that composes every message anew.
/// What a call needs later is sealed into the messages themselves, so a proxy may be killed and
/// started again between any two of them, and any number with the same keys share the load.
///
/// It fails closed: what it cannot read, open or compose is refused, never passed on.
///
/// One instance per event loop and side.
public final class ShieldProxy implements SipHandler {

    private final Side side;
    private final Workbench bench;
    private final FromOutside fromOutside;
    private final FromInside fromInside;
    private final Responses responses;
    private final Answers answers;
    private final Admission admission;

    /// @param side the listening point whose messages this instance is given
    /// @param numbers reads a telephone number out of the user part of an address
    public ShieldProxy(
            Side side,
            ShieldLayout layout,
            DialogKey key,
            Identities identities,
            Function<String, Optional<PhoneNumber>> numbers,
            DialRules rules) {
        this(side, layout, key, identities, numbers, rules, Admission.unlimited());
    }

    /// @param admission asked about each new call from outside
    ShieldProxy(
            Side side,
            ShieldLayout layout,
            DialogKey key,
            Identities identities,
            Function<String, Optional<PhoneNumber>> numbers,
            DialRules rules,
            Admission admission) {
        this.side = side;
        this.admission = admission;
        bench = new Workbench(layout, key, identities, numbers, rules);
        var forward = new Forward(bench);
        fromOutside = new FromOutside(bench, forward);
        fromInside = new FromInside(bench, forward);
        responses = new Responses(bench, forward);
        answers = new Answers(bench);
    }

    /// Lets the carrier's signatures over calling numbers be verified ([RFC
    /// 8224](https://www.rfc-editor.org/rfc/rfc8224)). Asterisk is told the verdict in
    /// `X-Earshot-Verified`, and nothing else of them.
    ShieldProxy verifying(Optional<StirVerifier> verifier) {
        verifier.ifPresent(fromOutside::verifying);
        return this;
    }

    @Override
    public void on(byte[] message, int length, Hop source, SipSink sink) {
        Neighbours.Neighbour neighbour = bench.neighbours(side).of(source.address().getAddress());
        if (!neighbour.allowed() && !neighbour.ourselves()) {
            return;
        }
        try {
            SipGate.read(message, length, bench.in.message);
            if (bench.in.message.isRequest()) {
                request(neighbour, source, sink);
            } else if (neighbour.allowed()) {
                bench.in.readCommon();
                send(side.other(), responses.relay(side), sink);
            }
        } catch (SipRefused refused) {
            refuse(refused.status(), source, sink);
        } catch (SipWriter.MessageTooLong tooLong) {
            refuse(513, source, sink);
        }
    }

    private void request(Neighbours.Neighbour neighbour, Hop source, SipSink sink)
            throws SipRefused {
        Incoming in = bench.in;
        in.readRequest();
        if (Answers.isOurs(in.bytes(), in.to.tagFrom, in.to.tagTo)) {
            throw in.method() == SipMethod.ACK ? SipRefused.silently() : new SipRefused(481);
        }
        if (isForUs()) {
            refuse(in.method() == SipMethod.OPTIONS ? 200 : 404, source, sink);
            return;
        }
        if (!neighbour.allowed()) {
            throw new SipRefused(403);
        }
        check();
        if (side == Side.OUTER && in.method() == SipMethod.INVITE && in.isFirstRequest()) {
            admit();
        }
        Hop to = side == Side.OUTER ? fromOutside.relay(source) : fromInside.relay(source);
        send(side.other(), to, sink);
    }

    private void admit() throws SipRefused {
        Incoming in = bench.in;
        answers.retryAfterSeconds =
                admission.refusedForSeconds(
                        Admission.transaction(
                                in.bytes(),
                                in.via.branchFrom,
                                in.via.branchTo,
                                in.callFrom,
                                in.callTo));
        if (answers.retryAfterSeconds > 0) {
            throw new SipRefused(503);
        }
    }

    /// No user: the request ends at the shield itself.
    private boolean isForUs() throws SipRefused {
        UriReading uri = bench.in.uri;
        boolean sip = uri.scheme == UriReading.Scheme.SIP || uri.scheme == UriReading.Scheme.SIPS;
        if (bench.in.method() == SipMethod.UNKNOWN) {
            throw new SipRefused(501);
        }
        if (!sip) {
            throw new SipRefused(416);
        }
        return !uri.hasUser() && bench.in.method() == SipMethod.OPTIONS;
    }

    private void check() throws SipRefused {
        Incoming in = bench.in;
        boolean relayed =
                switch (in.method()) {
                    case INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE, PRACK, INFO, MESSAGE -> true;
                    case REGISTER, REFER, SUBSCRIBE, NOTIFY, PUBLISH, UNKNOWN -> false;
                };
        if (!relayed) {
            throw new SipRefused(405);
        }
        if (in.maxForwards == 0) {
            throw new SipRefused(483);
        }
        if (!in.uri.hasUser()) {
            throw new SipRefused(404);
        }
        HeaderList.checkRequired(in.message);
    }

    private void send(Side to, Hop hop, SipSink sink) {
        sink.send(to.port(), bench.out.bytes(), bench.out.length(), hop);
    }

    private void refuse(int status, Hop source, SipSink sink) {
        if (!bench.in.message.isRequest() || !answers.write(status, source)) {
            return;
        }
        sink.send(
                side.port(),
                bench.out.bytes(),
                bench.out.length(),
                Answers.replyTo(bench.in.via, source));
    }
}
