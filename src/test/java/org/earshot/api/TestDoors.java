package org.earshot.api;

import java.time.ZoneOffset;
import org.earshot.approvals.AccessWatch;
import org.earshot.audit.AccessLog;
import org.earshot.db.Database;
import org.earshot.rights.AccessRules;
import org.earshot.rights.Policy;
import org.earshot.rights.Role;
import org.earshot.staff.Entrant;
import org.earshot.staff.House;
import org.earshot.staff.Staff;

/// Doors as the core has them, and tokens of people who came in by them.
final class TestDoors {

    private TestDoors() {}

    static DoorParts of(Database db, House house, Staff staff) {
        var log = new AccessLog(db, house.keys, house.clock);
        var rules = AccessRules.usual(ZoneOffset.UTC);
        return new DoorParts(
                staff, log, new AccessWatch(db, log, rules, Policy.builtIn(), house.clock));
    }

    /// @return the token of somebody's session at the root
    static String token(House house, Role role) throws InterruptedException {
        return Entrant.enrolled(house, house.person(role)).enters().token();
    }
}
