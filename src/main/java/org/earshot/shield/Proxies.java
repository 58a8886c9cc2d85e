package org.earshot.shield;

import java.util.List;
import java.util.function.Function;
import org.earshot.sip.SipHandler;

/// Makes proxies for a site: what is shared by its loops once, then for each loop the handlers of
/// the outer and of the inner side.
@FunctionalInterface
interface Proxies {

    Function<Admission, List<SipHandler>> of(ShieldSettings settings);
}
