package org.earshot.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipParserTest {

    private static final String OK =
            """
            SIP/2.0 200 OK
            v: SIP/2.0/UDP 127.0.0.2:5170;branch=z9hG4bKabc;rport=5170
            f: <sip:anonymous@anonymous.invalid>;tag=ours
            To: "Hotline; really" <sip:100@127.0.0.1>
             ;tag=theirs
            i: 1@2
            CSeq: 7 INVITE
            Record-Route: <sip:a;lr>, "B, b" <sip:b;lr>
            Record-Route: <sip:c;lr>
            m: "x" <sip:pbx@127.0.0.1:5160>;expires=3
            l: 4

            v=0
            """
                    .replace("\n", "\r\n");

    @Test
    void reads_compact_and_folded_headers() throws MalformedSip {
        SipMessage message = parse(OK);

        assertThat(message.isResponse()).isTrue();
        assertThat(message.status()).isEqualTo(200);
        assertThat(message.method()).isEqualTo("INVITE");
        assertThat(message.sequence()).isEqualTo("7");
        assertThat(message.tag("From")).contains("ours");
        assertThat(message.tag("To")).contains("theirs");
        assertThat(SipMessage.address(message.first("Contact")))
                .isEqualTo("sip:pbx@127.0.0.1:5160");
        assertThat(message.body()).isEqualTo("v=0\r");
    }

    @Test
    void the_route_of_a_caller_is_the_record_reversed() throws MalformedSip {
        assertThat(parse(OK).routeSet())
                .containsExactly("<sip:c;lr>", "\"B, b\" <sip:b;lr>", "<sip:a;lr>");
    }

    @Test
    void what_is_encoded_is_read_again() throws MalformedSip {
        SipMessage invite =
                new Dialog("127.0.0.2:1", "127.0.0.1:2", "100", "anonymous").invite("v=0\r\n");

        SipMessage read = parse(new String(invite.encode(), StandardCharsets.ISO_8859_1));

        assertThat(read.startLine()).isEqualTo("INVITE sip:100@127.0.0.1:2 SIP/2.0");
        assertThat(read.headers()).containsAll(invite.headers());
        assertThat(read.body()).isEqualTo("v=0\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "SIP/2.0 999 What\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\n folded\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nVia: x\r\nFrom: a\r\nTo: b\r\nCall-ID: c\r\nCSeq: x\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nno colon\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: x\r\nContent-Length: 99999999999\r\n\r\n",
                "SIP/2.0 200 OK\r\nVia: x\r\nContent-Length: -1\r\n\r\n"
            })
    void refuses_what_is_no_message(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedSip.class);
    }

    @Test
    void whatever_the_bytes_only_malformed_sip_is_thrown() {
        byte[] good = OK.getBytes(StandardCharsets.ISO_8859_1);
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int n = random.nextInt(5); n > 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            assertThat(readOrRefused(bad)).isTrue();
        }
    }

    private static boolean readOrRefused(byte[] bytes) {
        try {
            SipMessage message = SipParser.parse(bytes, bytes.length);
            return !message.method().isEmpty()
                    && message.routeSet().size() < 100
                    && (!message.isResponse() || message.status() > 0);
        } catch (MalformedSip e) {
            return true;
        }
    }

    private static SipMessage parse(String text) throws MalformedSip {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return SipParser.parse(bytes, bytes.length);
    }
}
