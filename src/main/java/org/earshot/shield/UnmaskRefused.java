package org.earshot.shield;

/// A number is not shown. Says why, and nothing about the number.
public final class UnmaskRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /// The reasons, each with what to do.
    public enum Why {
        UNKNOWN_REQUEST("There is no such request; file it with 'earshot vault request'."),
        NOT_REGISTERED("This person is not registered; see 'earshot vault person list'."),
        BAD_SIGNATURE("The signature does not fit the request and the registered key."),
        OWN_REQUEST("Nobody approves a request of their own; ask a colleague."),
        SAME_PERSON("This person has approved it already; ask another."),
        FULL("It has its two approvals already."),
        NOT_APPROVED("It needs the approvals of two people who are still registered."),
        EXPIRED("The request has expired; file it again and have it approved within 10 minutes."),
        EXPIRY("A request must expire within 10 minutes from now."),
        FILED_BEFORE("A request with this id was filed before; file it under a new one."),
        USED("The number of this request was given out before; file a new request."),
        NO_NUMBER(
                "No number is behind this token any more: its day's key is destroyed, the party was"
                        + " forgotten, or the number was withheld.");

        private final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    private final Why why;

    UnmaskRefused(Why why) {
        super(why.sentence, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
