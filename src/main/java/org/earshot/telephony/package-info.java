/// Words every feature shares: [org.earshot.telephony.CallId], [org.earshot.telephony.Dtmf],
/// [org.earshot.telephony.Hangup]. Knows no protocol and no feature.
@NullMarked
package org.earshot.telephony;

import org.jspecify.annotations.NullMarked;
