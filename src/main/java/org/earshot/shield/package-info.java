/// The number shield: the only place where a caller's real number exists. It stands between carrier
/// and Asterisk, holds nothing per call, and lets tokens in. Must not know cases, calls, recordings
/// or staff.
@NullMarked
package org.earshot.shield;

import org.jspecify.annotations.NullMarked;
