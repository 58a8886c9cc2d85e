package org.earshot.api;

import org.earshot.staff.Staff;

/// For servers whose staff are never asked.
@SuppressWarnings("NullAway")
final class NobodysStaff {

    static final DoorParts PARTS =
            new DoorParts(new Staff(null, null, null, null, null, null, null, null), null, null);

    private NobodysStaff() {}
}
