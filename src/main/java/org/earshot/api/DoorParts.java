package org.earshot.api;

import org.earshot.approvals.AccessWatch;
import org.earshot.audit.AccessLog;
import org.earshot.staff.Staff;

/// What stands at the door: who people are, the log of what they were allowed and denied, and who
/// looks at it.
public record DoorParts(Staff staff, AccessLog log, AccessWatch watch) {}
