package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.earshot.shield.Site.Sent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// RFC 4475 and RFC 5118, with what a proxy that refuses every doubt makes of them. Names that may
/// be dialled here are those of the messages.
@DisplayName("A torture message")
class TortureTest {

    private static final List<String> NAMES = List.of("vivekg", "user", "kumiko");

    static Stream<String> expectations() throws IOException {
        return new String(read("expected.txt"), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.startsWith("#"));
    }

    static byte[] read(String name) throws IOException {
        try (InputStream in = TortureTest.class.getResourceAsStream("/torture/sip/" + name)) {
            if (in == null) {
                throw new IOException("no test message " + name);
            }
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void is_refused_or_relayed_as_the_rfc_says(String expectation) throws IOException {
        String[] words = expectation.split(" ");
        var site = new Site(new SealedIdentities(), Site.layout(NAMES));

        List<Sent> sent = site.receive(Side.OUTER, Site.CARRIER, read(words[0] + ".dat"));

        assertThat(outcome(sent)).isEqualTo(words[1]);
    }

    private static String outcome(List<Sent> sent) {
        if (sent.isEmpty()) {
            return "silent";
        }
        Sent first = sent.getFirst();
        return first.from() == Side.INNER ? "relayed" : String.valueOf(first.status());
    }

    @Test
    void with_blanks_and_folds_everywhere_loses_nothing_that_counts() throws IOException {
        var site = new Site(new SealedIdentities(), Site.layout(NAMES));
        Sent invite = site.receive(Side.OUTER, Site.CARRIER, read("wsinv.dat")).getFirst();

        assertThat(invite.header("Max-Forwards")).isEqualTo("67");
        assertThat(invite.tag("To")).isEqualTo("1918181833n");
        Sent ok = site.inside(SipTexts.respond(invite, "200 OK", "", "", ""));
        assertThat(ok.header("CSeq")).isEqualTo("9 INVITE");
        assertThat(ok.header("From")).contains("\"J Rosenberg \\\\\\\"\"", "98asjd8");
        assertThat(ok.header("Via")).contains("spindle.example.com", "192.168.255.111");
        assertThat(ok.header("Call-ID")).isEqualTo("wsinv.ndaksdj@192.0.2.1");
    }
}
