package org.earshot.masking;

import java.util.Optional;
import org.earshot.telephony.CallId;

/// The owner of masks in mode X: no binding is kept here, every call and short message is asked
/// for.
@FunctionalInterface
public interface BlockMode {

    /// @param call what is known of it
    /// @return [Resolution.Connect] or [Resolution.Refuse], in any case
    Resolution ask(Question call);

    /// @param kind of a short message only that there is one: its text goes to no third party
    /// @param caller empty: a withheld number
    record Question(CallId id, Cdr.Kind kind, Mask dialled, Optional<Party> caller) {}
}
