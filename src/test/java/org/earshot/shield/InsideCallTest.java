package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import org.earshot.shield.Site.Sent;
import org.earshot.telephony.PhoneNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A call from inside")
class InsideCallTest {

    static final String TOKEN =
            new SealedIdentities().inward(new PhoneNumber(SipTexts.NUMBER)).value();

    private static final String URI = "sip:" + TOKEN + "@10.0.0.1:5060";

    /// As Asterisk 22 writes it, six codecs offered.
    static final String OFFER =
            Site.lines(
                    "v=0",
                    "o=- 1734028971 1734028971 IN IP4 10.0.0.20",
                    "s=Asterisk",
                    "c=IN IP4 10.0.0.20",
                    "t=0 0",
                    "m=audio 12044 RTP/AVP 8 0 9 3 18 101",
                    "a=rtpmap:8 PCMA/8000",
                    "a=rtpmap:0 PCMU/8000",
                    "a=rtpmap:9 G722/8000",
                    "a=rtpmap:3 GSM/8000",
                    "a=rtpmap:18 G729/8000",
                    "a=fmtp:18 annexb=no",
                    "a=rtpmap:101 telephone-event/8000",
                    "a=fmtp:101 0-16",
                    "a=ptime:20",
                    "a=maxptime:140",
                    "a=sendrecv");

    static String request(String method, String uri, int cseq, String to, String more) {
        return Site.lines(
                        method + " " + uri + " SIP/2.0",
                        "Via: SIP/2.0/UDP 10.0.0.20:5060;rport;branch=z9hG4bKPj5a0e3b1c-9d2f-4c64-8a53-8f1d6f3b2a7"
                                + cseq,
                        "From: \"Hotline\" <sip:7000@10.0.0.20>;tag=c5c0a2f4-1e5c-4d0e-9a55-11b0a7d5e1f3",
                        "To: " + to,
                        "Call-ID: 0d4bb7ac-7a0a-4a4b-8d0b-3f2d2a0f4b11",
                        "CSeq: " + cseq + " " + method,
                        "Max-Forwards: 70",
                        "User-Agent: Asterisk PBX 22.10.1",
                        "Allow: OPTIONS, REGISTER, SUBSCRIBE, NOTIFY, PUBLISH, INVITE, ACK, BYE, CANCEL, UPDATE, PRACK, INFO, MESSAGE, REFER",
                        "Supported: 100rel, timer, replaces, norefersub, histinfo")
                + more;
    }

    static String invite(String uri, String more) {
        return SipTexts.withBody(
                request(
                        "INVITE",
                        uri,
                        1,
                        "<" + uri + ">",
                        "Contact: <sip:asterisk@10.0.0.20:5060>\r\nSession-Expires: 1800\r\nMin-SE: 90\r\n"
                                + more),
                OFFER);
    }

    private static String respond(Sent request, String statusLine, String more, String body) {
        return SipTexts.respond(request, statusLine, "far-tag-1", more, body);
    }

    @Test
    void reaches_the_number_behind_the_token_and_shows_ours() {
        Sent invite = new Site().inside(invite(URI, ""));

        assertThat(invite.to()).isEqualTo(Site.CARRIER);
        assertThat(invite.requestUri()).isEqualTo("sip:+4915112345678@192.0.2.10:5060");
        assertThat(invite.header("From"))
                .isEqualTo("<sip:7000@198.51.100.1:5060>;tag=c5c0a2f4-1e5c-4d0e-9a55-11b0a7d5e1f3");
        assertThat(invite.header("To")).isEqualTo("<sip:+4915112345678@192.0.2.10:5060>");
        assertThat(invite.text())
                .doesNotContain(
                        "10.0.0.1:", "10.0.0.20:", "Asterisk", TOKEN, "Hotline", "0d4bb7ac");
    }

    @Test
    void fits_one_datagram_without_fragments() {
        Sent invite = new Site().inside(invite(URI, ""));

        assertThat(invite.text().length()).isLessThan(1300);
        assertThat(invite.body()).contains("a=fmtp:18 annexb=no", "a=maxptime:140");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_answered_and_ended_by_the_called_party(boolean restarting) {
        Site site = restarting ? new Site().restarting() : new Site();
        Sent invite = site.inside(invite(URI, ""));
        Sent ok =
                site.outside(
                        respond(
                                invite,
                                "200 OK",
                                "Contact: <sip:+4915112345678@192.0.2.20:5080>\r\nRecord-Route: <sip:192.0.2.10;lr>\r\nRecord-Route: <sip:192.0.2.20;lr>\r\n",
                                SipTexts.SDP));

        assertThat(ok.to()).isEqualTo(Site.ASTERISK);
        assertThat(ok.header("Call-ID")).isEqualTo("0d4bb7ac-7a0a-4a4b-8d0b-3f2d2a0f4b11");
        assertThat(ok.header("From"))
                .isEqualTo(
                        "\"Hotline\" <sip:7000@10.0.0.20>;tag=c5c0a2f4-1e5c-4d0e-9a55-11b0a7d5e1f3");
        assertThat(ok.header("To")).startsWith("<" + URI + ">;tag=g-");
        assertThat(ok.header("Via"))
                .contains(
                        "10.0.0.20:5060;branch=z9hG4bKPj5a0e3b1c-9d2f-4c64-8a53-8f1d6f3b2a71;rport=5060;received=10.0.0.20");
        assertThat(ok.text()).doesNotContain("4915112345678");

        String route = "Route: " + ok.header("Record-Route") + "\r\n";
        Sent ack =
                site.inside(
                        SipTexts.withBody(
                                request("ACK", ok.uri("Contact"), 1, ok.header("To"), route), ""));
        assertThat(ack.requestUri()).isEqualTo("sip:+4915112345678@192.0.2.20:5080");
        assertThat(ack.header("Route")).isEqualTo("<sip:192.0.2.20;lr>, <sip:192.0.2.10;lr>");
        assertThat(ack.to()).isEqualTo(Site.OTHER_CARRIER);
        assertThat(ack.header("To"))
                .isEqualTo("<sip:+4915112345678@192.0.2.10:5060>;tag=far-tag-1");
        assertThat(ack.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
        assertThat(ack.header("From")).isEqualTo(invite.header("From"));

        Sent bye = site.outside(byeOfFar(invite));
        assertThat(bye.to()).isEqualTo(Site.ASTERISK);
        assertThat(bye.requestUri()).isEqualTo("sip:asterisk@10.0.0.20:5060");
        assertThat(bye.header("From")).isEqualTo(ok.header("To"));
        assertThat(bye.header("To")).isEqualTo(ok.header("From"));
        assertThat(bye.header("Call-ID")).isEqualTo(ok.header("Call-ID"));
        Sent byeOk = site.inside(SipTexts.respond(bye, "200 OK", "", "", ""));
        assertThat(byeOk.to()).isEqualTo(Site.CARRIER);
        assertThat(byeOk.header("CSeq")).isEqualTo("2025550143 BYE");
        assertThat(byeOk.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
    }

    private static String byeOfFar(Sent invite) {
        return SipTexts.withBody(
                Site.lines(
                        "BYE " + invite.uri("Contact") + " SIP/2.0",
                        "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKfarbye",
                        "From: " + invite.header("To") + ";tag=far-tag-1",
                        "To: " + invite.header("From"),
                        "Call-ID: " + invite.header("Call-ID"),
                        "CSeq: 2025550143 BYE"),
                "");
    }

    @Test
    void has_a_contact_that_opens_in_no_other_call() {
        Site site = new Site();
        Sent one = site.inside(invite(URI, ""));
        Sent other = site.inside(invite(URI, "").replace("0d4bb7ac", "1d4bb7ac"));
        String bye = byeOfFar(one).replace(one.uri("Contact"), other.uri("Contact"));

        assertThat(site.outside(bye).startLine()).startsWith("SIP/2.0 481 ");
        assertThat(site.outside(byeOfFar(one).replace("sip:k-", "sip:k-A")).startLine())
                .startsWith("SIP/2.0 481 ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void given_up_or_refused_ends_on_both_sides(boolean restarting) {
        Site site = restarting ? new Site().restarting() : new Site();
        Sent invite = site.inside(invite(URI, ""));
        Sent cancel =
                site.inside(SipTexts.withBody(request("CANCEL", URI, 1, "<" + URI + ">", ""), ""));
        assertThat(branch(cancel)).isEqualTo(branch(invite));
        assertThat(cancel.header("Call-ID")).isEqualTo(invite.header("Call-ID"));

        Sent busy = site.outside(respond(invite, "486 Busy Here", "", ""));
        Sent ack =
                site.inside(SipTexts.withBody(request("ACK", URI, 1, busy.header("To"), ""), ""));
        assertThat(branch(ack)).isEqualTo(branch(invite));
        assertThat(ack.tag("To")).isEqualTo("far-tag-1");
    }

    private static String branch(Sent message) {
        return message.header("Via").replaceFirst(".*branch=([^;]*).*", "$1");
    }

    @Test
    void challenged_or_redirected_by_the_carrier_fails_and_shows_no_target() {
        Site site = new Site();
        Sent invite = site.inside(invite(URI, ""));

        Sent moved =
                site.outside(
                        respond(
                                invite,
                                "302 Moved",
                                "Contact: <sip:+4930123456@192.0.2.99>\r\n",
                                ""));
        assertThat(moved.startLine()).isEqualTo("SIP/2.0 480 Temporarily Unavailable");
        assertThat(moved.text()).doesNotContain("4930123456", "Contact:");
        assertThat(
                        site.outside(
                                        respond(
                                                invite,
                                                "401 No",
                                                "WWW-Authenticate: Digest realm=\"x\"\r\n",
                                                ""))
                                .startLine())
                .isEqualTo("SIP/2.0 403 Forbidden");
    }

    @Test
    void answered_reliably_counts_the_same_on_both_sides() {
        Site site = new Site();
        Sent invite = site.inside(invite(URI, ""));
        Sent progress =
                site.outside(
                        respond(
                                invite,
                                "183 Session Progress",
                                "Require: 100rel\r\nRSeq: 2025550143\r\nContact: <sip:x@192.0.2.10>\r\n",
                                SipTexts.SDP));
        String rseq = progress.header("RSeq");
        assertThat(rseq).isNotEqualTo("2025550143");

        Sent prack =
                site.inside(
                        SipTexts.withBody(
                                request(
                                        "PRACK",
                                        progress.uri("Contact"),
                                        2,
                                        progress.header("To"),
                                        "RAck: " + rseq + " 1 INVITE\r\n"),
                                ""));
        assertThat(prack.header("RAck")).isEqualTo("2025550143 1 INVITE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:%s@203.0.113.9", "sip:%s@10.0.0.1:5060;phone-context=+49",
                        "sip:%s&x@10.0.0.1:5060",
                "sip:%s;phone-context=x@10.0.0.1:5060", "sip:%s#@10.0.0.1:5060",
                        "sip:%s,1@10.0.0.1:5060",
                "sip:+4915112345678@10.0.0.1:5060", "sip:09001234567@10.0.0.1:5060",
                        "sip:110@10.0.0.1:5060",
                "sip:%s:pw@10.0.0.1:5060;x", "tel:+4915112345678",
                        "sip:%s@10.0.0.1:5060?Replaces=x",
                "sip:%s@10.0.0.1:5060;maddr=203.0.113.9", "sip:hotline@10.0.0.1:5060",
                        "sip:aaaaaaaaaaaaaaaaaaaaaaaaaa@10.0.0.1:5060"
            })
    void to_anything_but_a_bare_token_is_refused(String pattern) {
        String uri = pattern.replace("%s", TOKEN);
        Sent answer =
                new Site()
                        .inside(
                                invite(uri, "")
                                        .replace("To: <" + uri + ">", "To: <sip:x@10.0.0.1>"));

        assertThat(answer.from()).isEqualTo(Side.INNER);
        assertThat(answer.status()).isIn(400, 403, 404, 416);
    }

    @Test
    void to_an_altered_token_is_refused() {
        for (int i = 1; i < TOKEN.length(); i++) {
            char other = TOKEN.charAt(i) == 'a' ? 'b' : 'a';
            String uri = URI.replace(TOKEN, TOKEN.substring(0, i) + other + TOKEN.substring(i + 1));
            boolean ignored = i == 1 || i == 2; // the epoch's byte, which this fake has no use for
            if (!ignored) {
                assertThat(new Site().inside(invite(uri, "")).status()).isEqualTo(404);
            }
        }
    }

    @Test
    void never_shows_a_token_and_only_a_number_of_ours() {
        Site site = new Site(new SealedIdentities(), Site.layout(List.of("7000", "+4930*")));
        for (String user : List.of(TOKEN, "anonymous", "+4915112345678", "8000", "x")) {
            Sent sent = site.inside(invite(URI, "").replace("sip:7000@", "sip:" + user + "@"));
            assertThat(sent.uri("From")).isEqualTo("sip:hotline@198.51.100.1:5060");
        }
        assertThat(site.inside(invite(URI, "").replace("sip:7000@", "sip:+49301@")).uri("From"))
                .startsWith("sip:+49301@");
    }

    @Test
    void over_the_limit_is_refused_but_its_retransmission_is_not() {
        var limits =
                new DialRules.Limits(
                        List.of(),
                        List.of(),
                        java.time.LocalTime.MIDNIGHT,
                        java.time.LocalTime.MIDNIGHT,
                        java.time.ZoneId.of("UTC"),
                        2,
                        2,
                        2);
        Site site =
                new Site()
                        .rules(new DialRules(limits, InstantSource.fixed(java.time.Instant.EPOCH)));

        assertThat(site.inside(invite(URI, "")).from()).isEqualTo(Side.OUTER);
        assertThat(site.inside(invite(URI, "")).from()).isEqualTo(Side.OUTER);
        assertThat(site.inside(invite(URI, "").replace("8f1d6f3b2a71", "8f1d6f3b2a72")).from())
                .isEqualTo(Side.OUTER);
        assertThat(site.inside(invite(URI, "").replace("8f1d6f3b2a71", "8f1d6f3b2a73")).status())
                .isEqualTo(503);
        assertThat(site.inside(invite(URI, "")).from()).isEqualTo(Side.OUTER);
    }
}
