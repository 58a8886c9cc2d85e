package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.earshot.shield.Site.Sent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// T02: the number planted wherever a carrier's message can carry one, written in every way, by
/// every trick of case, blank, fold and repetition.
@DisplayName("A number planted anywhere outside")
class LeakMatrixTest {

    private static final String DIGITS = "4915112345678";

    /// Written in these ways; `%s` of a carrier is one of them.
    private static final List<String> SPELLINGS =
            List.of(
                    "+" + DIGITS,
                    "00" + DIGITS,
                    "+49-151-1234-5678",
                    "%2B" + DIGITS,
                    Base64.getEncoder().encodeToString(latin("+" + DIGITS)),
                    HexFormat.of().formatHex(latin(DIGITS)),
                    new StringBuilder(DIGITS).reverse().toString(),
                    "015112345678");

    private static final List<String> HEADERS =
            List.of(
                    "P-Asserted-Identity: \"%s\" <sip:%s@c.example>",
                    "P-Asserted-Identity: <tel:%s>",
                    "P-Preferred-Identity: <sip:%s@c.example>",
                    "Remote-Party-ID: \"%s\" <sip:%s@c.example>;party=calling;privacy=off",
                    "Diversion: <sip:%s@c.example>;reason=unconditional",
                    "History-Info: <sip:%s@c.example>;index=1",
                    "Identity: %s;info=<https://c.example/%s>;alg=ES256;ppt=shaken",
                    "P-Access-Network-Info: 3GPP-UTRAN-TDD; utran-cell-id-3gpp=%s",
                    "P-Visited-Network-ID: %s",
                    "P-Charging-Vector: icid-value=%s;orig-ioi=c.example",
                    "P-Charging-Function-Addresses: ccf=%s",
                    "P-Called-Party-ID: <sip:%s@c.example>",
                    "P-Associated-URI: <tel:%s>",
                    "P-Served-User: <sip:%s@c.example>;sescase=orig",
                    "P-Early-Media: %s",
                    "Call-Info: <http://c.example/%s.jpg>;purpose=icon",
                    "Alert-Info: <http://c.example/%s.wav>",
                    "Error-Info: <sip:%s@c.example>",
                    "User-to-User: %s;encoding=hex",
                    "Reason: Q.850;cause=16;text=\"%s\"",
                    "Reason: SIP;cause=200;text=\"%s\"",
                    "Warning: 399 c.example \"%s\"",
                    "Subject: call of %s",
                    "Geolocation: <sips:%s@c.example>",
                    "Geolocation-Routing: %s",
                    "Organization: %s",
                    "User-Agent: phone/%s",
                    "Server: gateway/%s",
                    "In-Reply-To: %s@c.example",
                    "Reply-To: <sip:%s@c.example>",
                    "Referred-By: <sip:%s@c.example>",
                    "Refer-To: <sip:%s@c.example>",
                    "Replaces: %s;to-tag=1;from-tag=2",
                    "Join: %s;to-tag=1;from-tag=2",
                    "Target-Dialog: %s;local-tag=1;remote-tag=2",
                    "Authorization: Digest username=\"%s\", realm=\"c\", nonce=\"1\", uri=\"sip:c\", response=\"2\"",
                    "Proxy-Authorization: Digest username=\"%s\"",
                    "Accept-Contact: *;x=\"%s\"",
                    "Reject-Contact: *;x=\"%s\"",
                    "Request-Disposition: %s",
                    "Accept-Language: %s",
                    "Accept: application/%s",
                    "Accept-Encoding: %s",
                    "Allow-Events: %s",
                    "Event: %s",
                    "Date: %s",
                    "Timestamp: %s",
                    "MIME-Version: %s",
                    "Content-Disposition: session;x=%s",
                    "Content-Language: %s",
                    "Content-ID: <%s@c.example>",
                    "Privacy: id;%s",
                    "Priority: %s",
                    "Path: <sip:%s@c.example;lr>",
                    "Service-Route: <sip:%s@c.example;lr>",
                    "Record-Route: <sip:%s@192.0.2.10;lr>",
                    "Session-Expires: 1800;x=%s",
                    "Session-ID: %s",
                    "Session-Expires: 2025550143",
                    "Min-SE: %s",
                    "Expires: %s",
                    "RSeq: 2025550143",
                    "RAck: 2025550143 2025550143 INVITE",
                    "Retry-After: 60 (%s);x=%s",
                    "Supported: timer, %s",
                    "Unsupported: %s",
                    "Allow: INVITE, %s",
                    "Answer-Mode: Manual;x=%s",
                    "Feature-Caps: *;+x=\"%s\"",
                    "Flow-Timer: %s",
                    "Info-Package: %s",
                    "Recv-Info: %s",
                    "Max-Breadth: %s",
                    "Resource-Priority: %s",
                    "Security-Client: %s",
                    "Trigger-Consent: <sip:%s@c.example>",
                    "X-Caller: %s",
                    "X-%s: 1",
                    "Origination-Id: %s",
                    "Attestation-Info: %s");

    private static final List<String> SDP_LINES =
            List.of(
                    "i=%s",
                    "u=http://c.example/%s",
                    "e=x@c.example (%s)",
                    "p=%s",
                    "k=clear:%s",
                    "z=%s 1h",
                    "r=%s",
                    "b=X-N:%s",
                    "b=AS:2025550143",
                    "a=tool:%s",
                    "a=label:%s",
                    "a=ssrc:1 cname:%s",
                    "a=cname:%s",
                    "a=X-number:%s",
                    "a=%s",
                    "a=fmtp:101 %s",
                    "a=fmtp:96 x=%s",
                    "a=rtpmap:96 %s/8000",
                    "a=rtpmap:96 x/%s",
                    "a=ptime:%s",
                    "a=mid:%s",
                    "a=setup:%s",
                    "a=rtcp:9 IN IP4 %s",
                    "a=candidate:1 1 UDP 1 192.0.2.9 9 typ host x %s",
                    "a=ice-ufrag:%s",
                    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:%s",
                    "a=fingerprint:sha-256 %s",
                    "a=sendrecv:%s",
                    "a=rtcp-fb:96 %s",
                    "x=%s");

    private static final List<UnaryOperator<String>> TRICKS =
            List.of(
                    line -> line,
                    line -> line.toUpperCase(Locale.ROOT),
                    line -> line.toLowerCase(Locale.ROOT),
                    line -> line.replaceFirst(":", " \t :  "),
                    line -> line.replaceFirst(": ", ":\r\n "),
                    line -> line.replaceFirst(": ", ":\r\n\t\r\n  "),
                    line -> line + "\r\n" + line,
                    line -> line + ", " + line.substring(line.indexOf(':') + 1),
                    line -> line + ";x=+" + DIGITS,
                    line -> line + "\r\n +" + DIGITS);

    /// With the numbers that may be dialled in its settings, as every site should have.
    private final Site site = new Site(new SealedIdentities(), Site.layout(List.of("116006")));

    private int relayed;

    @Test
    void in_any_header_field_never_comes_inside() {
        for (String carrier : HEADERS) {
            for (String spelling : SPELLINGS) {
                String line = carrier.replace("%s", spelling);
                for (UnaryOperator<String> trick : TRICKS) {
                    check(SipTexts.invite(trick.apply(line) + "\r\n"));
                }
            }
        }
        assertThat(HEADERS.size()).isGreaterThanOrEqualTo(60);
        assertThat(relayed).isGreaterThan(HEADERS.size() * SPELLINGS.size() * TRICKS.size() / 2);
    }

    @Test
    void in_any_line_of_the_session_description_never_comes_inside() {
        for (String carrier : SDP_LINES) {
            for (String spelling : SPELLINGS) {
                String line = carrier.replace("%s", spelling) + "\r\n";
                check(inviteWith(SipTexts.SDP + line));
                check(inviteWith(SipTexts.SDP.replace("t=0 0\r\n", line + "t=0 0\r\n")));
                check(inviteWith(SipTexts.SDP + line + line));
                check(inviteWith(SipTexts.SDP + line.replace("=", "= ")));
                check(inviteWith(SipTexts.SDP + line.toUpperCase(Locale.ROOT)));
            }
        }
        for (String spelling : SPELLINGS) {
            check(inviteWith(SipTexts.SDP.replace("2890844526", spelling)));
            check(inviteWith(SipTexts.SDP.replace("2890844527", spelling)));
            check(inviteWith(SipTexts.SDP.replace("t=0 0", "t=" + spelling + " 0")));
            check(inviteWith(SipTexts.SDP.replace("s=call", "s=" + spelling)));
            check(inviteWith(SipTexts.SDP.replace("IP4 192.0.2.11", "IP4 " + spelling)));
            check(inviteWith(SipTexts.SDP.replace("49172", spelling)));
            check(inviteWith(SipTexts.SDP.replace("8 0 101", "8 0 " + spelling)));
            check(inviteWith(SipTexts.SDP.replace("audio", spelling)));
            check(inviteWith(SipTexts.SDP.replace("RTP/AVP", "RTP/" + spelling)));
        }
        assertThat(relayed).isGreaterThan(SDP_LINES.size() * SPELLINGS.size());
    }

    @Test
    void in_the_fields_every_message_has_never_comes_inside() {
        String invite = SipTexts.invite();
        for (String n : SPELLINGS) {
            Stream.of(
                            invite.replace("Erika", n),
                            invite.replace("\"Erika " + SipTexts.NUMBER + "\"", n),
                            invite.replace("9fxced76sl", n.replace("%2B", "")),
                            invite.replace(";tag=9f", ";x=" + n + ";tag=9f"),
                            invite.replace("To: <sip", "To: \"" + n + "\" <sip"),
                            invite.replace("To: <sip:116006@", "To: <sip:" + n + "@"),
                            invite.replace("3848276298220188511", n),
                            invite.replace("nashINVITE", n),
                            invite.replace("Via: SIP/2.0/UDP 192.0.2.10", "Via: SIP/2.0/UDP " + n),
                            invite.replace(";branch", ";x=" + n + ";branch"),
                            invite.replace(";branch", ";received=" + n + ";branch"),
                            invite.replace("CSeq: 314159", "CSeq: 2025550143"),
                            invite.replace("Max-Forwards: 69", "Max-Forwards: " + n),
                            invite.replace("Contact: <", "Contact: \"" + n + "\" <"),
                            invite.replace(
                                    "192.0.2.10:5060>\r\nContent",
                                    "192.0.2.10>;x=" + n + "\r\nContent"),
                            invite.replace(
                                    "INVITE sip:116006@198.51.100.1 ",
                                    "INVITE sip:" + n + "@198.51.100.1 "),
                            invite.replace(
                                    "INVITE sip:116006@198.51.100.1 ",
                                    "INVITE sip:116006;x=" + n + "@198.51.100.1 "),
                            invite.replace(
                                    "INVITE sip:116006@198.51.100.1 ",
                                    "INVITE sip:116006:" + n + "@198.51.100.1 "),
                            invite.replace(
                                    "INVITE sip:116006@198.51.100.1 ",
                                    "INVITE sip:116006@" + n + " "),
                            invite.replace(
                                    "INVITE sip:116006@198.51.100.1 ",
                                    "INVITE sip:116006@198.51.100.1;x=" + n + " "),
                            invite.replace(
                                    "Content-Type: application/sdp",
                                    "Content-Type: application/sdp;x=" + n),
                            invite.replace("application/sdp", "application/" + n))
                    .forEach(this::check);
        }
        assertThat(relayed).isGreaterThan(SPELLINGS.size() * 8);
    }

    @Test
    void within_a_call_from_either_side_never_comes_inside() {
        Sent ok =
                site.inside(
                        SipTexts.respond(
                                site.outside(SipTexts.invite()),
                                "200 OK",
                                "in1",
                                "Contact: <sip:10.0.0.20>\r\n",
                                SipTexts.INNER_SDP));
        for (String method :
                List.of("BYE", "UPDATE", "INFO", "PRACK", "OPTIONS", "INVITE", "MESSAGE", "ACK")) {
            for (String carrier : HEADERS) {
                String contact =
                        method.equals("UPDATE") || method.equals("INVITE")
                                ? "Contact: <sip:" + SipTexts.NUMBER + "@192.0.2.10>\r\n"
                                : "";
                check(
                        SipTexts.withBody(
                                SipTexts.outerRequest(
                                        method,
                                        ok.uri("Contact"),
                                        2025550143,
                                        ok.header("To"),
                                        contact
                                                + carrier.replace("%s", SPELLINGS.getFirst())
                                                + "\r\n"),
                                ""));
            }
        }
        assertThat(relayed).isGreaterThan(7 * HEADERS.size() / 2);
    }

    @Test
    void in_a_response_to_a_call_from_inside_never_comes_inside() {
        String token = "sip:" + InsideCallTest.TOKEN + "@10.0.0.1:5060";
        Sent invite = site.inside(InsideCallTest.invite(token, ""));
        for (String carrier : HEADERS) {
            for (String status :
                    List.of(
                            "180 " + SipTexts.NUMBER,
                            "200 OK",
                            "302 Moved",
                            "486 Busy",
                            "699 " + SipTexts.NUMBER)) {
                String more =
                        "Contact: <sip:"
                                + SipTexts.NUMBER
                                + "@192.0.2.10>\r\n"
                                + carrier.replace("%s", SPELLINGS.getFirst())
                                + "\r\n";
                for (Sent sent :
                        site.receive(
                                Side.OUTER,
                                Site.CARRIER,
                                SipTexts.respond(
                                        invite, status, SipTexts.NUMBER, more, SipTexts.SDP))) {
                    assertClean(sent);
                }
            }
        }
        assertThat(relayed).isGreaterThan(2 * HEADERS.size());
    }

    private static String inviteWith(String sdp) {
        String invite = SipTexts.invite();
        String head = invite.substring(0, invite.indexOf("Content-Type"));
        return SipTexts.withBody(head, sdp);
    }

    private void check(String message) {
        new ArrayList<>(site.receive(Side.OUTER, Site.CARRIER, message)).forEach(this::assertClean);
    }

    private void assertClean(Sent sent) {
        if (sent.from() == Side.OUTER) {
            return;
        }
        relayed++;
        String text = sent.text().toLowerCase(Locale.ROOT);
        for (String spelling : SPELLINGS) {
            assertThat(text).doesNotContain(spelling.toLowerCase(Locale.ROOT));
        }
        assertThat(text.replaceAll("[^0-9]", "")).doesNotContain("15112345678", "2025550143");
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
