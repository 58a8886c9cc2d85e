package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.earshot.shield.Site.Sent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What must not pass")
class RefusalTest {

    private static final String DIALLED = "sip:116006@198.51.100.1";

    private final Site site = new Site();

    private static String request(String method, String uri, String more) {
        return SipTexts.outerRequest(method, uri, 1, "<" + DIALLED + ">", more)
                + "Content-Length: 0\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "REFER,405",
        "REGISTER,405",
        "SUBSCRIBE,405",
        "NOTIFY,405",
        "PUBLISH,405",
        "BREW,501",
        "BYE,481",
        "UPDATE,481",
        "PRACK,481",
        "INFO,481"
    })
    void is_answered_with_the_right_code_and_what_is_allowed(String method, int status) {
        Sent answer = site.outside(request(method, DIALLED, ""));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.to()).isEqualTo(Site.CARRIER);
        assertThat(answer.header("Allow").isEmpty()).isEqualTo(status == 481);
    }

    @Test
    void gets_the_same_answer_each_time_from_every_shield() {
        String refer = request("REFER", DIALLED, "Refer-To: <sip:x@203.0.113.1>\r\n");
        String first = site.outside(refer).text();

        assertThat(first).contains(";tag=s-");
        assertThat(new Site().outside(refer).text()).isEqualTo(first);
        assertThat(site.outside(refer.replace("3848276298220188511", "2")).tag("To"))
                .isNotEqualTo(site.outside(refer).tag("To"));
    }

    @Test
    void acknowledged_by_the_refused_goes_no_further() {
        Sent refused = site.outside(request("INVITE", "sip:none such@198.51.100.1", ""));
        String ack =
                SipTexts.outerRequest("ACK", DIALLED, 1, refused.header("To"), "")
                        + "Content-Length: 0\r\n\r\n";

        assertThat(refused.status()).isEqualTo(400);
        assertThat(site.receive(Side.OUTER, Site.CARRIER, ack)).isEmpty();
    }

    @Test
    void from_a_stranger_is_not_even_answered() {
        assertThat(site.receive(Side.OUTER, Site.STRANGER, SipTexts.invite())).isEmpty();
        assertThat(site.receive(Side.INNER, Site.CARRIER, SipTexts.invite())).isEmpty();
        assertThat(
                        site.receive(
                                Side.OUTER,
                                Site.STRANGER,
                                request("OPTIONS", "sip:198.51.100.1", "")))
                .isEmpty();
    }

    @Test
    void of_the_probe_of_this_machine_only_options_is_answered() {
        Sent answer =
                site.receive(
                                Side.OUTER,
                                Site.udp("198.51.100.1", 40000),
                                request("OPTIONS", "sip:198.51.100.1", ""))
                        .getFirst();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Accept")).isEqualTo("application/sdp");
        assertThat(
                        site.receive(Side.OUTER, Site.udp("198.51.100.1", 40000), SipTexts.invite())
                                .getFirst()
                                .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Max-Forwards: 69|Max-Forwards: 0|483",
                "Max-Forwards: 69|Require: replaces|420",
                "Max-Forwards: 69|Proxy-Require: privacy|420",
                "Max-Forwards: 69|Route: <sip:203.0.113.9;lr>|403",
                "Max-Forwards: 69|Route: <sip:198.51.100.1;lr>, <sip:203.0.113.9;lr>|403",
                "application/sdp|application/sdp+x|415",
                "application/sdp|multipart/mixed;boundary=x|415",
                "Content-Type: application/sdp|Content-Encoding: gzip|415",
                "m=audio|m=telepathy|488",
                "IN IP4 192.0.2.11|IN IP4 host.example|488",
                "v=0|v=1|488",
                "Contact: <sip|Contact: <mailto|400",
                "Contact: |X: |400",
                "sip:116006@198.51.100.1 SIP|sip:116006@198.51.100.1?a=b SIP|400",
                "sip:116006@198.51.100.1 SIP|tel:116006 SIP|416",
                "sip:116006@198.51.100.1 SIP|sip:no%20body@198.51.100.1 SIP|404",
                "sip:116006@198.51.100.1 SIP|sip:k-AAAA@198.51.100.1 SIP|481",
                "sip:116006@198.51.100.1 SIP|sip:198.51.100.1 SIP|404",
            })
    void of_an_invite_is_refused_for_its_reason(String part, String other, int status) {
        assertThat(site.outside(SipTexts.invite().replace(part, other)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:192.0.2.10:5061;transport=tcp",
                "sip:203.0.113.66",
                "sip:evil.example;maddr=203.0.113.66",
                "sip:[2001:db8::1]"
            })
    void sends_a_later_request_only_to_who_may_be_sent_to(String target) {
        Sent invite =
                site.outside(
                        SipTexts.invite()
                                .replaceFirst("Contact: <[^>]*>", "Contact: <" + target + ">"));
        Sent bye =
                site.inside(
                        SipTexts.withBody(
                                Site.lines(
                                        "BYE " + invite.uri("Contact") + " SIP/2.0",
                                        "Via: SIP/2.0/UDP 10.0.0.20;rport;branch=z9hG4bKb",
                                        "From: " + invite.header("To") + ";tag=in1",
                                        "To: " + invite.header("From"),
                                        "Call-ID: " + invite.header("Call-ID"),
                                        "CSeq: 2 BYE"),
                                ""));

        assertThat(bye.to().address().getAddress()).isEqualTo(Site.CARRIER.address().getAddress());
        assertThat(bye.requestUri()).isEqualTo(target);
    }

    @Test
    void a_response_to_nothing_that_passed_is_dropped() {
        Sent invite = site.outside(SipTexts.invite());
        String ok = SipTexts.respond(invite, "200 OK", "in1", "", "");

        assertThat(site.receive(Side.OUTER, Site.CARRIER, ok)).isEmpty();
        assertThat(site.receive(Side.INNER, Site.ASTERISK, ok.replaceFirst("sv=.", "sv=")))
                .isEmpty();
        assertThat(
                        site.receive(
                                Side.INNER,
                                Site.ASTERISK,
                                ok.replace(invite.header("Call-ID"), "other")))
                .isEmpty();
        assertThat(
                        site.receive(
                                Side.INNER,
                                Site.ASTERISK,
                                ok.replace(
                                        "Via: ", "Via: SIP/2.0/UDP 10.0.0.9;branch=z9\r\nVia: ")))
                .isEmpty();
    }

    @Test
    void keys_and_text_messages_pass_composed_anew() {
        Sent ok =
                site.inside(
                        SipTexts.respond(
                                site.outside(SipTexts.invite()),
                                "200 OK",
                                "in1",
                                "Contact: <sip:10.0.0.20>\r\n",
                                SipTexts.INNER_SDP));
        String keys = "Signal=5\r\nDuration=160\r\nX=" + SipTexts.NUMBER + "\r\n";
        String info =
                SipTexts.outerRequest(
                        "INFO",
                        ok.uri("Contact"),
                        9,
                        ok.header("To"),
                        "Content-Type: application/dtmf-relay\r\nContent-Length: "
                                + keys.length()
                                + "\r\n\r\n"
                                + keys);
        assertThat(site.outside(info).body()).isEqualTo("Signal=5\r\nDuration=160\r\n");

        String message =
                SipTexts.outerRequest(
                        "MESSAGE",
                        DIALLED,
                        10,
                        "<" + DIALLED + ">",
                        "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello");
        Sent text = site.outside(message);
        assertThat(text.body()).isEqualTo("hello");
        assertThat(text.header("From")).contains(" <sip:t");
    }

    @Test
    void a_text_goes_to_who_keeps_it_and_never_to_asterisk() {
        ShieldLayout all = Site.layout(java.util.List.of());
        var without =
                new Site(
                        new SealedIdentities(),
                        new ShieldLayout(
                                all.outer(),
                                all.inner(),
                                java.util.Optional.empty(),
                                java.util.List.of(),
                                "hotline"));
        String within = text(5).replace("To: <" + DIALLED + ">", "To: <" + DIALLED + ">;tag=in1");

        assertThat(site.outside(text(5)).to()).isEqualTo(Site.MESSAGES);
        assertThat(without.outside(text(5)).status()).isEqualTo(503);
        assertThat(site.outside(within).status()).isEqualTo(403);
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        assertThat(site.outside(text(1_023)).body()).hasSize(1_023);

        Sent refused = site.outside(text(1_024));

        assertThat(refused.from()).isEqualTo(Side.OUTER);
        assertThat(refused.status()).isEqualTo(413);
    }

    private static String text(int length) {
        return SipTexts.outerRequest(
                "MESSAGE",
                DIALLED,
                10,
                "<" + DIALLED + ">",
                "Content-Type: text/plain\r\nContent-Length: "
                        + length
                        + "\r\n\r\n"
                        + "x".repeat(length));
    }

    @Test
    void over_tcp_comes_back_over_the_same_connection_and_says_so_in_the_contact() {
        var tcp =
                new org.earshot.sip.Hop(
                        org.earshot.sip.Protocol.TCP,
                        new java.net.InetSocketAddress("192.0.2.10", 40001));
        Sent invite =
                site.receive(
                                Side.OUTER,
                                tcp,
                                SipTexts.invite().replace("SIP/2.0/UDP", "SIP/2.0/TCP"))
                        .getFirst();
        Sent ok =
                site.inside(
                        SipTexts.respond(
                                invite,
                                "200 OK",
                                "in1",
                                "Contact: <sip:10.0.0.20>\r\n",
                                SipTexts.INNER_SDP));

        assertThat(ok.to()).isEqualTo(tcp);
        assertThat(ok.header("Contact")).isEqualTo("<sip:116006@198.51.100.1:5060;transport=tcp>");
        assertThat(List.of(invite.to(), Site.ASTERISK)).containsOnly(Site.ASTERISK);
    }
}
