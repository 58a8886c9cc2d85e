package org.earshot.caller;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.earshot.caller.SipMessage.Header;

/// What both sides of one call agree on ([RFC 3261, section
/// 12](https://www.rfc-editor.org/rfc/rfc3261#section-12)), and the requests made from it.
final class Dialog {

    static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS";

    private final String local;
    private final String target;
    private final String from;
    private final String ourTag = random();
    private final String callId;
    private final String inviteBranch = branch();
    private String to;
    private String remote; // where requests inside the dialog go: the other side's Contact
    private List<String> routes = List.of();
    private int sequence = 1;

    /// @param local our address and port
    /// @param pbx the other side's
    Dialog(String local, String pbx, String extension, String number) {
        this.local = local;
        target = "sip:%s@%s".formatted(extension, pbx);
        boolean anonymous = number.equals(CallerSettings.ANONYMOUS);
        // RFC 3323, section 4.1.1.3, names this address for those who give none
        from =
                (anonymous
                                ? "\"Anonymous\" <sip:anonymous@anonymous.invalid>"
                                : "<sip:%s@%s>".formatted(number, local))
                        + ";tag="
                        + ourTag;
        to = "<" + target + ">";
        remote = target;
        callId = random() + random();
    }

    String callId() {
        return callId;
    }

    String ourTag() {
        return ourTag;
    }

    SipMessage invite(String sdp) {
        List<Header> headers = headers(inviteBranch, to, 1, "INVITE");
        headers.add(contact());
        headers.add(new Header("Allow", ALLOW));
        headers.add(new Header("Content-Type", "application/sdp"));
        return SipMessage.request("INVITE", target, headers, sdp);
    }

    /// Takes over the other side's tag, Contact and route from its 200.
    void established(SipMessage ok) {
        to = ok.first("To");
        ok.header("Contact").map(SipMessage::address).ifPresent(contact -> remote = contact);
        routes = ok.routeSet();
    }

    /// A re-INVITE may move the other side's Contact.
    void refreshed(SipMessage invite) {
        invite.header("Contact").map(SipMessage::address).ifPresent(contact -> remote = contact);
    }

    /// Acknowledges a 200: a request of its own, sent again for each 200 that comes again ([section
    /// 13.2.2.4](https://www.rfc-editor.org/rfc/rfc3261#section-13.2.2.4)).
    SipMessage ack() {
        return SipMessage.request("ACK", remote, routed(branch(), 1, "ACK"), "");
    }

    /// Acknowledges a refusal: part of the INVITE's transaction, so with its branch ([section
    /// 17.1.1.3](https://www.rfc-editor.org/rfc/rfc3261#section-17.1.1.3)).
    SipMessage ackRefusal(SipMessage refusal) {
        return SipMessage.request(
                "ACK", target, headers(inviteBranch, refusal.first("To"), 1, "ACK"), "");
    }

    SipMessage cancel() {
        return SipMessage.request(
                "CANCEL", target, headers(inviteBranch, "<" + target + ">", 1, "CANCEL"), "");
    }

    SipMessage bye() {
        return SipMessage.request("BYE", remote, routed(branch(), ++sequence, "BYE"), "");
    }

    /// Mid-call information ([RFC 6086, section
    /// 4.2](https://www.rfc-editor.org/rfc/rfc6086#section-4.2.1)), without a package, as keys are
    /// still told.
    SipMessage info(String type, String body) {
        List<Header> headers = routed(branch(), ++sequence, "INFO");
        headers.add(new Header("Content-Type", type));
        return SipMessage.request("INFO", remote, headers, body);
    }

    Header contact() {
        return new Header("Contact", "<sip:caller@" + local + ">");
    }

    private List<Header> routed(String branch, int number, String method) {
        List<Header> headers = headers(branch, to, number, method);
        routes.forEach(route -> headers.add(new Header("Route", route)));
        return headers;
    }

    private List<Header> headers(String branch, String toValue, int number, String method) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Via", "SIP/2.0/UDP %s;branch=%s;rport".formatted(local, branch)));
        headers.add(new Header("Max-Forwards", "70"));
        headers.add(new Header("From", from));
        headers.add(new Header("To", toValue));
        headers.add(new Header("Call-ID", callId));
        headers.add(new Header("CSeq", number + " " + method));
        return headers;
    }

    /// Starts with the cookie that marks an RFC 3261 branch.
    private static String branch() {
        return "z9hG4bK" + random();
    }

    private static String random() {
        byte[] bytes = new byte[8];
        ThreadLocalRandom.current().nextBytes(bytes);
        return new BigInteger(1, bytes).toString(36);
    }
}
