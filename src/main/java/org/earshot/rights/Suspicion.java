package org.earshot.rights;

/// Why an access looks improper. Each is a question to a person, not a verdict.
public enum Suspicion {
    /// Something about oneself was looked up, whether it was shown or not.
    ONESELF,
    /// Content was asked for again and again that the policy does not show this person.
    DENIED_OFTEN,
    /// Much that is not given to this person was looked at, with whatever purpose.
    OUTSIDE_OWN_CASES,
    /// So many different things in so short a time that nobody reads them.
    BULK,
    /// Content was looked at when nobody works here.
    OFF_HOURS
}
