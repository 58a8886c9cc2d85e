/// Flows as their authors see them, before anyone calls. A folder of flows is a
/// [org.earshot.flows.FlowBook]; what is wrong in it is a list of [org.earshot.flows.Finding]s, one
/// class for each [org.earshot.flows.Rule]. Knows how a flow is written and walked, and no
/// Asterisk, no database, no HTTP.
@NullMarked
package org.earshot.flows;

import org.jspecify.annotations.NullMarked;
