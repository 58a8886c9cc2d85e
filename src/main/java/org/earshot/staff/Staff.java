package org.earshot.staff;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.LongSupplier;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;

/// The parts of this package, wired.
public record Staff(
        People people,
        Units units,
        FirstPeople first,
        Enrolment enrolment,
        SignIn signIn,
        Sessions sessions,
        OwnAccount account,
        PasskeyDesk passkeys) {

    /// @param db should be impatient: whoever signs in is told at once that it is away
    /// @param zone whose calendar a pledge's last day is of
    public static Staff of(
            Database db,
            KeyService keys,
            SignInSettings settings,
            InstantSource clock,
            ZoneId zone) {
        return of(db, keys, settings, clock, zone, System::nanoTime);
    }

    static Staff of(
            Database db,
            KeyService keys,
            SignInSettings settings,
            InstantSource clock,
            ZoneId zone,
            LongSupplier nanos) {
        var acts = new StaffActs(new ActKeyRepository(db), keys, clock);
        var people = new PersonRepository(db);
        var units = new UnitRepository(db);
        var desk =
                new Desk(
                        new CredentialRepository(db),
                        new SessionRepository(db),
                        new Passwords(keys, settings.cost()),
                        new Secrets(keys, clock),
                        acts,
                        new Throttle(nanos),
                        new HashGate(),
                        settings,
                        clock);
        var all =
                new People(
                        people,
                        new SubjectRepository(db),
                        new WorkRepository(db),
                        acts,
                        clock,
                        zone);
        var signIn = new SignIn(desk);
        var account = new OwnAccount(desk);
        return new Staff(
                all,
                new Units(units, acts),
                new FirstPeople(people, units, desk, all),
                new Enrolment(desk),
                signIn,
                new Sessions(desk, zone),
                account,
                new PasskeyDesk(desk, new PasskeyRepository(db), signIn, account));
    }
}
