package org.earshot.cases;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.telephony.CallId;

/// A case desk on a real PostgreSQL, with keys in a directory of their own and a clock to move.
public final class CasesHarness {

    public static final CaseSettings SETTINGS =
            new CaseSettings(
                    16,
                    Duration.ofDays(365),
                    Duration.ofDays(396),
                    2,
                    Duration.ofMillis(200),
                    GuessLimits.DEFAULT);

    final Database db;
    final KeyService keys;
    public final SettableClock clock = new SettableClock();
    public final CaseDesk desk;

    public CasesHarness(Database db, Path directory) {
        this.db = db;
        this.keys = KeyService.open(directory.resolve("keys"));
        this.desk = new CaseDesk(db, keys, ScreeningRules.builtIn(), SETTINGS, clock);
    }

    /// A call whose caller has begun to speak.
    public CallId callWithReport() {
        var call = CallId.random();
        desk.begin(call, Locale.ENGLISH);
        return call;
    }

    /// A call whose caller has spoken and been given a code.
    public CaseOpened openedCase() {
        return desk.open(callWithReport());
    }
}
