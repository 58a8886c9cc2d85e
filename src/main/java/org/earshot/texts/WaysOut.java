package org.earshot.texts;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.earshot.ari.AriClient;
import org.earshot.ari.AriException;
import org.earshot.masking.Party;
import org.earshot.masking.SmsRelay;
import org.earshot.sip.SipWriter;
import org.earshot.telephony.CallId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Callers are written to by their token, through the number shield, and the far end's answer is
/// known. Agents' telephones are registered at Asterisk: it says that it takes a message, not that
/// it arrived.
public final class WaysOut implements HandOver {

    private static final Logger LOG = LoggerFactory.getLogger(WaysOut.class);

    /// The host says nothing of ours.
    private static final String HOST = "@earshot.invalid";

    private final TextPoint point;
    private final InetSocketAddress shield;
    private final AriClient ari;

    /// @param shield its inner side
    public WaysOut(TextPoint point, InetSocketAddress shield, AriClient ari) {
        this.point = point;
        this.shield = shield;
        this.ari = ari;
    }

    @Override
    public Outcome send(CallId id, int attempt, SmsRelay relay) throws InterruptedException {
        return switch (relay.to()) {
            case Party.Caller caller -> throughShield(id, attempt, caller, relay);
            case Party.Agent agent -> throughAsterisk(id, agent, relay);
        };
    }

    private Outcome throughShield(CallId id, int attempt, Party.Caller to, SmsRelay relay)
            throws InterruptedException {
        String branch = "z9hG4bK-" + id + "-" + attempt;
        int status = point.send(branch, request(id, attempt, branch, to, relay), shield);
        Outcome outcome = Outcome.of(status);
        if (!(outcome instanceof Outcome.Taken)) {
            LOG.warn("a short message was not taken: {} callId={}", status, id);
        }
        return outcome;
    }

    private byte[] request(CallId id, int attempt, String branch, Party.Caller to, SmsRelay relay) {
        byte[] body = relay.text().getBytes(StandardCharsets.UTF_8);
        String target = "sip:" + to.text() + "@" + text(shield);
        return new SipWriter()
                .put("MESSAGE " + target + " SIP/2.0\r\n")
                .put("Via: SIP/2.0/UDP " + text(point.address()))
                .put(";rport;branch=" + branch + "\r\n")
                .put("Max-Forwards: 70\r\n")
                .put("From: <sip:" + relay.sender() + HOST + ">;tag=" + id + "\r\n")
                .put("To: <" + target + ">\r\n")
                .put("Call-ID: " + id + "\r\n")
                .put("CSeq: " + (attempt + 1) + " MESSAGE\r\n")
                .put("Content-Type: text/plain;charset=UTF-8\r\n")
                .put("Content-Length: " + body.length + "\r\n\r\n")
                .put(body)
                .toByteArray();
    }

    /// In digits: by a name, `localhost` say, the shield does not know itself.
    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private Outcome throughAsterisk(CallId id, Party.Agent to, SmsRelay relay) {
        try {
            ari.texts().send("pjsip:" + to.name(), "sip:" + relay.sender() + HOST, relay.text());
            return new Outcome.Taken();
        } catch (AriException refused) {
            LOG.warn("a short message was not taken: {} callId={}", refused.getMessage(), id);
            return new Outcome.NotNow();
        }
    }
}
