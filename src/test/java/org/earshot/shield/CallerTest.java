package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import org.earshot.shield.Site.Sent;
import org.earshot.telephony.PhoneNumber;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Who calls")
class CallerTest {

    private final SealedIdentities identities = new SealedIdentities();

    private static String user(String invite) {
        return new Site().outside(invite).uri("From").replaceFirst("sip:([^@]*)@.*", "$1");
    }

    private String token(String number) {
        return identities.inward(new PhoneNumber(number)).value();
    }

    @Test
    void is_whom_the_network_asserts_before_whom_the_telephone_names() {
        assertThat(user(SipTexts.invite())).isEqualTo(token(SipTexts.NUMBER));
        assertThat(
                        user(
                                SipTexts.invite(
                                        "P-Asserted-Identity: \"x\" <sip:+4930111222@c.example>, <tel:+4930333>\r\n")))
                .isEqualTo(token("+4930111222"));
        assertThat(
                        user(
                                SipTexts.invite(
                                        "P-Asserted-Identity: <sip:nobody@c.example>\r\nP-Asserted-Identity: <tel:+49-30-111-222;x=y>\r\n")))
                .isEqualTo(token("+4930111222"));
        assertThat(user(SipTexts.invite("Privacy: none\r\n"))).isEqualTo(token(SipTexts.NUMBER));
    }

    @Test
    void has_a_name_for_eyes_which_a_name_of_the_callers_own_choosing_does_not_replace() {
        String named = SipTexts.invite().replaceFirst("From: [^\r<]*", "From: \"Jane Doe\" ");

        assertThat(new Site().outside(named).header("From")).startsWith("\"7K-42\" <sip:t");
        assertThat(new Site().outside(named).text()).doesNotContain("Jane");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tel:+4915112345678",
                "sip:%2B4915112345678@c.example",
                "sip:+49-151-12345678@c.example;user=phone",
                "sip:004915112345678@c",
                "sips:+4915112345678:pw@c"
            })
    void has_one_token_however_the_number_is_spelled(String uri) {
        String invite = SipTexts.invite().replaceFirst("From: [^\r]*", "From: <" + uri + ">;tag=1");

        assertThat(user(invite)).isEqualTo(token(SipTexts.NUMBER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Privacy: id\r\n",
                "Privacy: user;id;critical\r\n",
                "Privacy: header\r\nPrivacy: none\r\n"
            })
    void who_asked_not_to_be_named_is_not(String privacy) {
        String user =
                user(
                        SipTexts.invite(
                                privacy + "P-Asserted-Identity: <sip:+4930111222@c.example>\r\n"));

        assertThat(user).startsWith("a").isNotEqualTo(token(SipTexts.NUMBER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:anonymous@anonymous.invalid",
                "sip:Anonymous@c.example",
                "sip:x@anonymous.invalid",
                "sip:110@c.example",
                "sip:%00@c.example",
                "tel:12;phone-context=+49",
                "sip:c.example",
                "sip:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@c"
            })
    void nobody_that_could_be_called_back_is_another_one_each_call(String uri) {
        String invite =
                SipTexts.invite()
                        .replaceFirst("From: [^\r]*", "From: \"Anonymous\" <" + uri + ">;tag=1");

        assertThat(user(invite)).startsWith("a").isEqualTo(user(invite));
        assertThat(user(invite.replace("3848276298220188511", "5"))).isNotEqualTo(user(invite));
    }

    @Test
    void is_not_told_again_within_a_call() {
        Site site = new Site();
        Sent invite = site.outside(SipTexts.invite("Privacy: id\r\n"));
        Sent ok =
                site.inside(
                        SipTexts.respond(
                                invite,
                                "200 OK",
                                "in1",
                                "Contact: <sip:10.0.0.20>\r\n",
                                SipTexts.INNER_SDP));
        Sent bye =
                site.outside(
                        SipTexts.outerRequest(
                                "BYE",
                                ok.uri("Contact"),
                                5,
                                ok.header("To"),
                                "Content-Length: 0\r\n\r\n"));

        assertThat(bye.uri("From")).isEqualTo("sip:caller@shield.invalid");
    }

    @Test
    void calling_the_own_number_brings_it_not_inside() {
        for (String own :
                new String[] {"+4915112345678", "4915112345678", "015112345678", "15112345678"}) {
            assertThat(
                            new Site()
                                    .outside(
                                            SipTexts.invite()
                                                    .replace(
                                                            "INVITE sip:116006@",
                                                            "INVITE sip:" + own + "@"))
                                    .status())
                    .isEqualTo(404);
        }
    }
}
