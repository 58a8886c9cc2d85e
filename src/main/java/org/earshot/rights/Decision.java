package org.earshot.rights;

/// What the policy says to one act of one person on one object.
///
/// @param reason a sentence for the person and for the log; names no object and nobody
public record Decision(Right right, Relation relation, Grant grant, String reason) {

    /// Whether it may be done at once.
    ///
    /// @param purpose what the person gave as the reason; may be empty
    public boolean allows(String purpose) {
        return switch (grant) {
            case GRANTED -> true;
            case PURPOSE -> isPurpose(purpose);
            case TWO, DENIED -> false;
        };
    }

    /// Whether a reason that was given says something: it has ten characters at least, and more
    /// than one or two of them different. What it is worth, people judge who read the log.
    public static boolean isPurpose(String text) {
        String stripped = text.strip();
        return stripped.codePointCount(0, stripped.length()) >= shortest(stripped)
                && stripped.length() <= 500
                && stripped.codePoints().distinct().count() > 2;
    }

    /// Chinese says in four characters what takes ten letters.
    private static int shortest(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic) ? 4 : 10;
    }
}
