package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.earshot.sip.SipGate;
import org.earshot.sip.SipRefused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Two readings of one message are how things are smuggled past a proxy. Ours is compared with that
/// of jain-sip's parser, for every message of the corpus that both take.
@DisplayName("What we read of a message")
class JainTest {

    /// Without a logger of its own a parse error becomes a `NoClassDefFoundError` there.
    @BeforeAll
    static void quieten() {
        CommonLogger.useLegacyLogger = true;
        CommonLogger.legacyLogger =
                (StackLogger)
                        Proxy.newProxyInstance(
                                JainTest.class.getClassLoader(),
                                new Class<?>[] {StackLogger.class},
                                (_, method, _) ->
                                        switch (method.getReturnType().getName()) {
                                            case "boolean" -> false;
                                            case "int" -> 0;
                                            default -> null;
                                        });
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> messages = new ArrayList<>();
        for (String line : TortureTest.expectations().toList()) {
            messages.add(TortureTest.read(line.split(" ")[0] + ".dat"));
        }
        Site site = new Site();
        var invite = site.outside(SipTexts.invite("Record-Route: <sip:192.0.2.10;lr>\r\n"));
        String call = InsideCallTest.invite("sip:" + InsideCallTest.TOKEN + "@10.0.0.1:5060", "");
        for (String text :
                List.of(SipTexts.invite(), invite.text(), call, site.inside(call).text())) {
            messages.add(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return messages;
    }

    @Test
    void is_what_the_parser_of_the_field_reads() throws IOException {
        int compared = 0;
        for (byte[] bytes : corpus()) {
            var ours = new Incoming();
            if (accepts(ours, bytes)) {
                SIPMessage theirs = theirs(bytes);
                if (theirs != null && theirs.getFrom() != null && theirs.getTo() != null) {
                    compare(ours, theirs);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(25);
    }

    private static boolean accepts(Incoming ours, byte[] bytes) {
        try {
            SipGate.read(bytes, bytes.length, ours.message);
            ours.readCommon();
            return true;
        } catch (SipRefused _) {
            return false;
        }
    }

    private static @Nullable SIPMessage theirs(byte[] bytes) {
        try {
            return new StringMsgParser().parseSIPMessage(bytes.clone(), true, false, null);
        } catch (ParseException | RuntimeException _) {
            return null;
        }
    }

    private static void compare(Incoming ours, SIPMessage theirs) {
        assertThat(text(ours, ours.callFrom, ours.callTo))
                .isEqualTo(theirs.getCallId().getCallId());
        assertThat(ours.cseq.number).isEqualTo(theirs.getCSeq().getSeqNumber());
        assertThat(text(ours, ours.cseq.methodFrom, ours.cseq.methodTo))
                .isEqualTo(theirs.getCSeq().getMethod());
        assertThat(tag(text(ours, ours.from.tagFrom, ours.from.tagTo)))
                .isEqualTo(tag(theirs.getFromTag()));
        assertThat(tag(text(ours, ours.to.tagFrom, ours.to.tagTo)))
                .isEqualTo(tag(theirs.getToTag()));
        Via via = theirs.getTopmostVia();
        assertThat(text(ours, ours.via.hostFrom, ours.via.hostTo))
                .isEqualToIgnoringCase(via.getHost());
        assertThat(ours.via.port).isEqualTo(Math.max(0, via.getPort()));
        assertThat(tag(text(ours, ours.via.branchFrom, ours.via.branchTo)))
                .isEqualTo(tag(via.getBranch()));
        assertThat(ours.vias).isEqualTo(theirs.getViaHeaders().size());
    }

    private static String tag(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String text(Incoming ours, int from, int to) {
        return new String(ours.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
    }
}
