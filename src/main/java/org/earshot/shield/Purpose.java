package org.earshot.shield;

/// What a sealed text or a keyed hash is for, and on which side it travels. It is part of what is
/// authenticated: nothing sealed for one purpose opens for another. Without the side, someone
/// outside who learnt a capsule could send it back in and have it opened there.
enum Purpose {
    /// Everything a response needs, in the Via of a request to the inside.
    VIA_INNER,
    VIA_OUTER,
    /// Everything a later request of the dialog needs, as user of a Contact.
    CONTACT_INNER,
    CONTACT_OUTER,
    /// The carrier's route set, in a Record-Route towards the inside.
    ROUTE_INNER,
    /// A tag of the outside, inside.
    TAG_INNER,
    /// A Call-ID of the inside, outside: it can be opened.
    CALL_OUTER,
    /// A Call-ID of the outside, inside: a hash. With it, by how much CSeq and RSeq are shifted.
    CALL_INNER,
    SHIFT,
    BRANCH_INNER,
    BRANCH_OUTER,
    /// The To tag of an answer of our own.
    ANSWER_TAG,
    /// The session identifier of an SDP origin.
    SESSION
}
