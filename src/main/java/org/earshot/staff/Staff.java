package org.earshot.staff;

import java.time.InstantSource;
import java.time.ZoneId;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;

/// The parts of this package, wired.
public record Staff(People people, Units units) {

    /// @param zone whose calendar a pledge's last day is of
    public static Staff of(Database db, KeyService keys, InstantSource clock, ZoneId zone) {
        var acts = new StaffActs(new ActKeyRepository(db), keys, clock);
        var people =
                new People(
                        new PersonRepository(db),
                        new SubjectRepository(db),
                        new WorkRepository(db),
                        acts,
                        clock,
                        zone);
        return new Staff(people, new Units(new UnitRepository(db), acts));
    }
}
