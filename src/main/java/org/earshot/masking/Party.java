package org.earshot.masking;

import java.util.Optional;
import java.util.regex.Pattern;
import org.earshot.telephony.CallerToken;

/// One side of a binding. Never a number: the shield alone knows those.
///
/// A caller who calls on another day has another epoch token. So whoever is bound for longer than
/// the day is *enrolled* first (an `e…` token, which stays), or is an agent.
public sealed interface Party {

    /// Somebody outside, as the shield names them.
    record Caller(CallerToken token) implements Party {

        /// @throws IllegalArgumentException for a withheld number, which nobody can be bound to
        public Caller {
            if (!token.isDialable()) {
                throw new IllegalArgumentException(
                        "a withheld number is no party: it is another one at each call");
            }
        }

        @Override
        public String text() {
            return token.value();
        }

        /// An enrolled party stays the same; an epoch token is another one after midnight UTC.
        public boolean isEnrolled() {
            return token.value().charAt(0) == 'e';
        }

        @Override
        public String toString() {
            return token.toString();
        }
    }

    /// An agent's telephone, by its SIP name.
    record Agent(String name) implements Party {

        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
        private static final String PREFIX = "agent:";

        public Agent {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "an agent's SIP name is a small letter and up to 31 small letters, digits"
                                + " or dashes");
            }
        }

        @Override
        public String text() {
            return PREFIX + name;
        }

        @Override
        public String toString() {
            return PREFIX + "…";
        }
    }

    /// As stored and as sent: a token, or `agent:` and the name. It links calls: not for logs.
    String text();

    /// @throws IllegalArgumentException when it is neither; the message does not repeat it
    static Party parse(String text) {
        if (text.startsWith(Agent.PREFIX)) {
            return new Agent(text.substring(Agent.PREFIX.length()));
        }
        if (!CallerToken.isOne(text)) {
            throw new IllegalArgumentException(
                    "a party is a caller's token (enrol the caller first) or agent:NAME; got "
                            + text.length()
                            + " other characters");
        }
        return new Caller(new CallerToken(text));
    }

    /// Empty for a withheld number: it may call, but is nobody in particular.
    static Optional<Party> of(Optional<CallerToken> token) {
        return token.filter(CallerToken::isDialable).map(Caller::new);
    }
}
