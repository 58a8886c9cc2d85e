package org.earshot.staff;

import org.earshot.crypto.KeysUnavailable;
import org.earshot.db.DatabaseUnavailable;

/// What staff need is away: the database or the keys. Nothing was written.
public final class StaffAway {

    private StaffAway() {}

    /// Whether that is why something failed.
    public static boolean isCause(RuntimeException failure) {
        return failure instanceof DatabaseUnavailable || failure instanceof KeysUnavailable;
    }
}
