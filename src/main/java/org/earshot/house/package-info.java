/// What a flow asks of the house besides the call itself: which flows are in force
/// ([org.earshot.house.FlowShelf], [org.earshot.house.FlowsInForce]), times to call back at,
/// surveys, other systems ([org.earshot.house.HttpHooks]), and where a call is in its flow, sealed.
/// Knows no Asterisk and no recording; the one call that all this is for is the business of
/// `calls`.
@NullMarked
package org.earshot.house;

import org.jspecify.annotations.NullMarked;
