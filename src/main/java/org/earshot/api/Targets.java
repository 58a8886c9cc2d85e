package org.earshot.api;

import java.util.List;
import org.earshot.http.Request;
import org.earshot.rights.Target;

/// What the act of an operation is done to, as the policy needs to know it. Each of several has to
/// be allowed, for instance the unit somebody is moved from and the one they are moved to.
///
/// Asked before anything is allowed, so nothing of an object may be told here: one that is not
/// there is an object of no unit, which few may touch.
@FunctionalInterface
interface Targets {

    /// For acts without an object.
    Targets SITE = _ -> List.of(Target.SITE);

    List<Target> of(Request request);
}
