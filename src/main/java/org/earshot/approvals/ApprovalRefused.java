package org.earshot.approvals;

import java.util.Optional;

/// What was asked of four eyes cannot be; the message is a sentence for whoever asked.
public final class ApprovalRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Which rule says no.
    public enum Reason {
        UNKNOWN("There is no such request."),
        NO_RIGHT("The policy does not let this person ask for it or answer it."),
        NO_PURPOSE("Say why, in a sentence of 10 to 500 characters."),
        OWN("Another person has to agree, not the one who asked."),
        ONE_HUMAN("Both accounts belong to one person; somebody else has to agree."),
        SUBORDINATE("Somebody who stands under the first person cannot be the second."),
        EXPIRED("The request has expired; ask again."),
        OTHER_TARGET("What was agreed to is not what is there now; ask again."),
        ANSWERED("The request was answered already."),
        NOT_APPROVED("Nobody has agreed to this."),
        USED("The agreement was used already; ask again.");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }
    }

    private final Reason reason;

    public ApprovalRefused(Reason reason) {
        this(reason, Optional.empty());
    }

    ApprovalRefused(Reason reason, Optional<String> more) {
        super(
                more.map(words -> reason.sentence + " " + words).orElse(reason.sentence),
                null,
                false,
                false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
