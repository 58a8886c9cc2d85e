package org.earshot.masking;

/// A short message on its way from one side of a binding to the other: the mask is its sender, and
/// nothing is added to its text (some operators put the sender's number there).
public record SmsRelay(Party to, String sender, String text) {

    public static SmsRelay of(Resolution.Connect way, String text) {
        return new SmsRelay(way.to(), way.display(), text);
    }

    /// Nobody is named, nothing is told.
    @Override
    public String toString() {
        return "SmsRelay[" + text.length() + " characters]";
    }
}
