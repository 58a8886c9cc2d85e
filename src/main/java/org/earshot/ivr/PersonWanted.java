package org.earshot.ivr;

/// The caller pressed the key that leads to a person, wherever the flow was. Unwinds one step, so
/// that no step needs to know of it; [Walk] goes on from there.
final class PersonWanted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PersonWanted() {
        super("a person is wanted", null, false, false); // no stack trace: it is a way, not a fault
    }
}
