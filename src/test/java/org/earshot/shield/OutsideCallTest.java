package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import org.earshot.shield.Site.Sent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A call from outside")
class OutsideCallTest {

    private static final String CONTACT = "Contact: <sip:10.0.0.20:5060>\r\n";

    private static Site site(boolean restarting) {
        return restarting ? new Site().restarting() : new Site();
    }

    @Test
    void reaches_asterisk_with_a_token_for_a_number_and_no_trace_of_it() {
        Sent invite = new Site().outside(SipTexts.invite());

        assertThat(invite.from()).isEqualTo(Side.INNER);
        assertThat(invite.to()).isEqualTo(Site.ASTERISK);
        assertThat(invite.startLine()).isEqualTo("INVITE sip:116006@10.0.0.20:5060 SIP/2.0");
        assertThat(invite.header("From"))
                .matches("\"7K-42\" <sip:t[a-z2-7]{53}@shield.invalid>;tag=g-.*");
        assertThat(invite.header("To")).isEqualTo("<sip:116006@shield.invalid>");
        assertThat(invite.header("Max-Forwards")).isEqualTo("68");
        assertThat(invite.text())
                .doesNotContain("4915112345678", "Erika", "carrier.example", "192.0.2.10:")
                .contains("c=IN IP4 192.0.2.11\r\n", "m=audio 49172 RTP/AVP 8 0 101\r\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_answered_and_ended_by_the_caller(boolean restarting) {
        Site site = site(restarting);
        Sent invite = site.outside(SipTexts.invite());

        Sent ok =
                site.inside(SipTexts.respond(invite, "200 OK", "in1", CONTACT, SipTexts.INNER_SDP));
        assertThat(ok.to()).isEqualTo(Site.CARRIER);
        assertThat(ok.header("Via"))
                .isEqualTo("SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKnashINVITE314159");
        assertThat(ok.header("From"))
                .isEqualTo(
                        "\"Erika +4915112345678\" <sip:+4915112345678@carrier.example>;tag=9fxced76sl");
        assertThat(ok.header("To")).isEqualTo("<sip:116006@198.51.100.1>;tag=in1");
        assertThat(ok.header("Call-ID")).isEqualTo("3848276298220188511@carrier.example");
        assertThat(ok.header("CSeq")).isEqualTo("314159 INVITE");
        assertThat(ok.header("Contact")).isEqualTo("<sip:116006@198.51.100.1:5060>");
        assertThat(ok.body())
                .contains("c=IN IP4 10.0.0.20\r\nt=0 0\r\nm=audio 12044 RTP/AVP 8 101");

        String to = ok.header("To");
        Sent ack =
                site.outside(
                        SipTexts.withBody(
                                SipTexts.outerRequest("ACK", ok.uri("Contact"), 314159, to, ""),
                                ""));
        assertSameDialog(invite, ack);
        assertThat(ack.header("Via")).doesNotContain("sv=");
        Sent bye =
                site.outside(
                        SipTexts.withBody(
                                SipTexts.outerRequest("BYE", ok.uri("Contact"), 314160, to, ""),
                                ""));
        assertSameDialog(invite, bye);

        Sent byeOk = site.inside(SipTexts.respond(bye, "200 OK", "", "", ""));
        assertThat(byeOk.to()).isEqualTo(Site.CARRIER);
        assertThat(byeOk.header("CSeq")).isEqualTo("314160 BYE");
        assertThat(byeOk.header("To")).isEqualTo(to);
    }

    private static void assertSameDialog(Sent invite, Sent later) {
        assertThat(later.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
        assertThat(later.tag("From")).isEqualTo(invite.tag("From"));
        assertThat(later.tag("To")).isEqualTo("in1");
        assertThat(later.startLine()).contains(" sip:116006@10.0.0.20:5060 ");
        assertThat(later.text()).doesNotContain("4915112345678");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_ended_by_asterisk(boolean restarting) {
        Site site = site(restarting);
        Sent invite = site.outside(SipTexts.invite());
        site.inside(SipTexts.respond(invite, "200 OK", "in1", CONTACT, SipTexts.INNER_SDP));

        Sent bye = site.inside(byeOfAsterisk(invite, ""));
        assertThat(bye.to()).isEqualTo(Site.CARRIER);
        assertThat(bye.startLine()).isEqualTo("BYE sip:+4915112345678@192.0.2.10:5060 SIP/2.0");
        assertThat(bye.header("From")).isEqualTo("<sip:116006@198.51.100.1>;tag=in1");
        assertThat(bye.header("To"))
                .isEqualTo(
                        "\"Erika +4915112345678\" <sip:+4915112345678@carrier.example>;tag=9fxced76sl");
        assertThat(bye.header("Call-ID")).isEqualTo("3848276298220188511@carrier.example");
        assertThat(bye.header("CSeq")).isEqualTo("7 BYE");

        Sent ok = site.outside(SipTexts.respond(bye, "200 OK", "", "", ""));
        assertThat(ok.to()).isEqualTo(Site.ASTERISK);
        assertThat(ok.header("Via"))
                .isEqualTo(
                        "SIP/2.0/UDP 10.0.0.20:5060;branch=z9hG4bKPjbye;rport=5060;received=10.0.0.20");
        assertThat(ok.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
        assertThat(ok.header("From")).isEqualTo("<sip:116006@shield.invalid>;tag=in1");
        assertThat(ok.header("To")).isEqualTo(invite.header("From"));
        assertThat(ok.header("CSeq")).isEqualTo("7 BYE");
        assertThat(ok.text()).doesNotContain("4915112345678");
    }

    private static String byeOfAsterisk(Sent invite, String more) {
        return SipTexts.withBody(
                Site.lines(
                                "BYE " + invite.uri("Contact") + " SIP/2.0",
                                "Via: SIP/2.0/UDP 10.0.0.20:5060;rport;branch=z9hG4bKPjbye",
                                "Max-Forwards: 70",
                                "From: <sip:116006@shield.invalid>;tag=in1",
                                "To: " + invite.header("From"),
                                "Call-ID: " + invite.header("Call-ID"),
                                "CSeq: 7 BYE")
                        + more,
                "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelled_meets_its_invite(boolean restarting) {
        Site site = site(restarting);
        Sent invite = site.outside(SipTexts.invite());
        Sent ringing = site.inside(SipTexts.respond(invite, "180 Ringing", "in1", CONTACT, ""));
        assertThat(ringing.startLine()).isEqualTo("SIP/2.0 180 Ringing");

        String text =
                SipTexts.outerRequest(
                        "CANCEL",
                        "sip:116006@198.51.100.1",
                        314159,
                        "<sip:116006@198.51.100.1>",
                        "");
        Sent cancel = site.outside(SipTexts.withBody(text.replace("nashCANCEL", "nashINVITE"), ""));
        assertThat(branch(cancel)).isEqualTo(branch(invite));
        assertThat(cancel.header("CSeq").split(" ")[0])
                .isEqualTo(invite.header("CSeq").split(" ")[0]);
        assertThat(cancel.header("From")).doesNotContain("<sip:t");
        assertThat(site.inside(SipTexts.respond(cancel, "200 OK", "in1", "", "")).header("CSeq"))
                .isEqualTo("314159 CANCEL");

        Sent terminated =
                site.inside(SipTexts.respond(invite, "487 Request Terminated", "in1", "", ""));
        assertThat(terminated.startLine()).isEqualTo("SIP/2.0 487 Request Terminated");
        String ackText =
                SipTexts.outerRequest(
                        "ACK", "sip:116006@198.51.100.1", 314159, terminated.header("To"), "");
        Sent ack = site.outside(SipTexts.withBody(ackText.replace("nashACK", "nashINVITE"), ""));
        assertThat(branch(ack)).isEqualTo(branch(invite));
    }

    private static String branch(Sent message) {
        return message.header("Via").replaceFirst(".*branch=([^;]*).*", "$1");
    }

    @Test
    void sent_again_gives_the_same_bytes_again() {
        assertThat(new Site().outside(SipTexts.invite()).text())
                .isEqualTo(new Site().outside(SipTexts.invite()).text());
    }

    @Test
    void refused_as_busy_is_busy() {
        Site site = new Site();
        Sent invite = site.outside(SipTexts.invite());

        Sent busy =
                site.inside(
                        SipTexts.respond(invite, "486 They said +4915112345678", "in1", "", ""));

        assertThat(busy.startLine()).isEqualTo("SIP/2.0 486 Busy Here");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void through_three_proxies_finds_every_one_of_them_back(boolean restarting) {
        Site site = site(restarting);
        String vias =
                "Via: SIP/2.0/UDP 192.0.2.10:5060;rport;branch=z9hG4bK1\r\nVia: SIP/2.0/TCP a.example;branch=z9hG4bK2, SIP/2.0/UDP 172.16.1.1:6000;branch=z9hG4bK3\r\n";
        String text =
                SipTexts.invite(
                                "Record-Route: <sip:192.0.2.10;lr>, <sip:b.example:5070;lr;x=1>\r\n")
                        .replaceFirst("Via: [^\r]*\r\n", vias);
        Sent invite = site.outside(text);
        assertThat(invite.headers("Via")).hasSize(1);
        assertThat(invite.headers("Record-Route")).hasSize(1);
        assertThat(invite.text()).doesNotContain("a.example", "172.16.1.1", "b.example");

        Sent ok =
                site.inside(SipTexts.respond(invite, "200 OK", "in1", CONTACT, SipTexts.INNER_SDP));
        assertThat(ok.text())
                .contains(
                        "Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK1;rport=5060;received=192.0.2.10,"
                                + "SIP/2.0/TCP a.example;branch=z9hG4bK2, SIP/2.0/UDP 172.16.1.1:6000;branch=z9hG4bK3\r\n",
                        "Record-Route: <sip:192.0.2.10;lr>, <sip:b.example:5070;lr;x=1>\r\n");

        Sent bye =
                site.inside(
                        byeOfAsterisk(invite, "Route: " + invite.header("Record-Route") + "\r\n"));
        assertThat(bye.header("Route"))
                .isEqualTo("<sip:192.0.2.10;lr>, <sip:b.example:5070;lr;x=1>");
        assertThat(bye.requestUri()).isEqualTo("sip:+4915112345678@192.0.2.10:5060");
        assertThat(bye.to()).isEqualTo(Site.CARRIER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void put_on_hold_from_either_side_goes_on(boolean restarting) {
        Site site = site(restarting);
        Sent invite = site.outside(SipTexts.invite());
        Sent ok =
                site.inside(SipTexts.respond(invite, "200 OK", "in1", CONTACT, SipTexts.INNER_SDP));
        String hold = SipTexts.SDP.replace("sendrecv", "sendonly");
        Sent again =
                site.outside(
                        SipTexts.withBody(
                                SipTexts.outerRequest(
                                        "INVITE",
                                        ok.uri("Contact"),
                                        314161,
                                        ok.header("To"),
                                        "Contact: <sip:"
                                                + SipTexts.NUMBER
                                                + "@192.0.2.20:5062>\r\n"),
                                hold));
        assertThat(again.body()).contains("a=sendonly");
        assertThat(again.header("Call-ID")).isEqualTo(invite.header("Call-ID"));

        Sent update =
                site.inside(
                        SipTexts.withBody(
                                byeOfAsterisk(again, "")
                                        .replace("BYE", "UPDATE")
                                        .replace("Content-Length: 0\r\n\r\n", CONTACT),
                                SipTexts.INNER_SDP));
        assertThat(update.to().address())
                .isEqualTo(new java.net.InetSocketAddress("192.0.2.20", 5062));
        assertThat(update.header("Contact")).isEqualTo("<sip:116006@198.51.100.1:5060>");
        Sent updated =
                site.outside(
                        SipTexts.respond(
                                update,
                                "200 OK",
                                "",
                                "Contact: <sip:x@192.0.2.20:5063>\r\n",
                                SipTexts.SDP));
        assertThat(updated.uri("Contact")).startsWith("sip:k-");
        assertThat(updated.text()).doesNotContain(SipTexts.NUMBER.substring(1));
    }
}
