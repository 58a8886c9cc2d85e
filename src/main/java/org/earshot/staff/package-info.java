/// The people who work here: units, roles, pledges, conflicts of interest, leaving
/// ([org.earshot.staff.People], [org.earshot.staff.Units]), and how they prove who they are
/// ([org.earshot.staff.SignIn]). Every change is a leaf of the log in its own transaction. Knows
/// nothing of callers or cases; what somebody may do is [org.earshot.rights]' matter.
@NullMarked
package org.earshot.staff;

import org.jspecify.annotations.NullMarked;
