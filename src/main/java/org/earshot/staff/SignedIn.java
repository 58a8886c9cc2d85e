package org.earshot.staff;

import java.util.UUID;
import org.earshot.audit.Actor;
import org.earshot.rights.Subject;

/// Somebody who proved who they are, as the session found them just now.
///
/// @param session may be told and logged, it opens nothing
public record SignedIn(Subject subject, UUID session) {

    public UUID person() {
        return subject.person();
    }

    public Actor actor() {
        return new Actor.Staff(person());
    }
}
