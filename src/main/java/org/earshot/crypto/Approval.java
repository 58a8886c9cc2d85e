package org.earshot.crypto;

/// What two people agreed to, in the hands of who now does it. Keys that live longer than their day
/// need one.
public interface Approval {

    /// Uses it up.
    ///
    /// @param act for instance `key.hold`
    /// @param object what it is done to
    /// @throws RuntimeException when it is for another act or object, used up or too old; nothing
    ///   is done then
    void spend(String act, String object);
}
