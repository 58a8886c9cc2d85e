/// Four eyes: somebody [asks][org.earshot.approvals.ApprovalDesk#request], another person
/// [agrees][org.earshot.approvals.ApprovalDesk#approve], and the feature that does the act
/// [takes][org.earshot.approvals.ApprovalRepository#take] the agreement in its own transaction. The
/// rules are constraints of the database; the desk says them in sentences. Knows no feature and no
/// table of the staff but by number.
@NullMarked
package org.earshot.approvals;

import org.jspecify.annotations.NullMarked;
