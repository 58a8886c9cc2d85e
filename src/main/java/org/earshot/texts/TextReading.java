package org.earshot.texts;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.earshot.sip.AddressReading;
import org.earshot.sip.CSeqReading;
import org.earshot.sip.Chars;
import org.earshot.sip.HeaderName;
import org.earshot.sip.SipMessage;
import org.earshot.sip.SipMethod;
import org.earshot.sip.SipRefused;
import org.earshot.sip.SipWriter;
import org.earshot.sip.UriReading;
import org.earshot.sip.ViaReading;
import org.earshot.telephony.CallerToken;

/// Reads a MESSAGE that passed the gate, or says what is wrong with it. The shield looks at most of
/// this too; whoever stands in its place is not believed. One per thread.
final class TextReading {

    /// As the shield has it: what fits a MESSAGE ([RFC 3428, section
    /// 8](https://www.rfc-editor.org/rfc/rfc3428#section-8)) and an agent's telephone.
    static final int LONGEST = 1_023;

    private final ViaReading via = new ViaReading();
    private final AddressReading from = new AddressReading();
    private final AddressReading to = new AddressReading();
    private final CSeqReading cseq = new CSeqReading();
    private final UriReading uri = new UriReading();

    IncomingText read(SipMessage message) throws SipRefused {
        byte[] b = message.bytes();
        if (message.method() != SipMethod.MESSAGE) {
            throw new SipRefused(message.method() == SipMethod.UNKNOWN ? 501 : 405);
        }
        head(message, b);
        if (to.hasTag()) {
            throw new SipRefused(481);
        }
        byte[] text = text(message);
        String dialled = user(b, message.uriFrom(), message.uriTo());
        return new IncomingText(transaction(message, text), sender(b), dialled, text);
    }

    private void head(SipMessage message, byte[] b) throws SipRefused {
        int top = message.first(HeaderName.VIA);
        int number = message.first(HeaderName.CSEQ);
        int sender = message.first(HeaderName.FROM);
        int receiver = message.first(HeaderName.TO);
        boolean whole =
                via.read(b, message.start(top), message.end(top))
                        && via.hasBranch()
                        && cseq.read(b, message.start(number), message.end(number))
                        && SipMethod.of(b, cseq.methodFrom, cseq.methodTo) == SipMethod.MESSAGE
                        && from.read(b, message.start(sender), message.end(sender), false)
                        && from.hasTag()
                        && to.read(b, message.start(receiver), message.end(receiver), false);
        if (!whole) {
            throw SipRefused.malformed();
        }
    }

    private static byte[] text(SipMessage message) throws SipRefused {
        if (!isPlain(message)) {
            throw new SipRefused(415);
        }
        byte[] body = Arrays.copyOfRange(message.bytes(), message.bodyFrom(), message.bodyTo());
        if (body.length > LONGEST) {
            throw new SipRefused(413);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException binary) {
            throw SipRefused.malformed();
        }
        if (body.length == 0) {
            throw SipRefused.malformed();
        }
        return body;
    }

    private static boolean isPlain(SipMessage message) {
        int type = message.first(HeaderName.CONTENT_TYPE);
        if (type < 0) {
            return message.bodyTo() == message.bodyFrom();
        }
        byte[] b = message.bytes();
        int end = message.end(type);
        int semicolon = Chars.indexOf(b, message.start(type), end, ';');
        int nameEnd = Chars.trimEnd(b, message.start(type), semicolon < 0 ? end : semicolon);
        int more = semicolon < 0 ? end : Chars.skipBlanks(b, semicolon + 1, end);
        boolean readable =
                more == end
                        || Chars.equal(b, more, end, "charset=utf-8")
                        || Chars.equal(b, more, end, "charset=us-ascii");
        return readable
                && Chars.equal(b, message.start(type), nameEnd, "text/plain")
                && !message.has(HeaderName.CONTENT_ENCODING);
    }

    private Optional<CallerToken> sender(byte[] b) throws SipRefused {
        return Optional.of(user(b, from.uriFrom, from.uriTo))
                .filter(CallerToken::isOne)
                .map(CallerToken::new);
    }

    private String user(byte[] b, int start, int end) throws SipRefused {
        if (!uri.read(b, start, end)) {
            throw SipRefused.malformed();
        }
        return new String(b, uri.userFrom, uri.userTo - uri.userFrom, StandardCharsets.ISO_8859_1);
    }

    /// With the text, so that whoever uses an identifier twice does not lose a message by it.
    private byte[] transaction(SipMessage message, byte[] text) {
        byte[] b = message.bytes();
        int call = message.first(HeaderName.CALL_ID);
        var all = new SipWriter();
        all.put(b, via.branchFrom, via.branchTo).line();
        all.put(b, message.start(call), message.end(call)).line();
        all.number(cseq.number).line();
        all.put(b, from.tagFrom, from.tagTo).line();
        all.put(b, message.uriFrom(), message.uriTo()).line();
        return all.put(text).toByteArray();
    }
}
