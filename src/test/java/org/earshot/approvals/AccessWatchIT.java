package org.earshot.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earshot.db.generated.Tables.ACCESS_ALARM;
import static org.earshot.db.generated.Tables.AUDIT_LEAF;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.IntStream;
import org.earshot.audit.AccessLog;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.rights.AccessRules;
import org.earshot.rights.Decision;
import org.earshot.rights.Grant;
import org.earshot.rights.Policy;
import org.earshot.rights.Relation;
import org.earshot.rights.Right;
import org.earshot.rights.Suspicion;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The watch over accesses")
@ExtendWith(TestPostgres.class)
class AccessWatchIT {

    /// T05: a script that opens ten thousand cases.
    @Test
    void tells_another_person_at_once_and_nobody_settles_their_own(
            Database db, @TempDir Path directory) {
        var office = new Office(db, directory.resolve("keys"));
        var log = new AccessLog(db, KeyService.open(directory.resolve("keys")), office.clock);
        var rules = AccessRules.usual(ZoneOffset.UTC);
        var watch = new AccessWatch(db, log, rules, Policy.builtIn(), office.clock);
        var curious = office.supervisor();
        var officer = office.unitOfficer();
        var granted = new Decision(Right.CASE_READ, Relation.SAME, Grant.PURPOSE, "");

        IntStream.range(0, 10_000).forEach(i -> watch.saw(curious, granted, "case " + i, false));

        var open = watch.open(officer);
        assertThat(open)
                .extracting(Alarm::suspicion)
                .contains(Suspicion.OUTSIDE_OWN_CASES, Suspicion.BULK);
        assertThat(open).allMatch(alarm -> alarm.person().equals(curious.person()));
        assertThat(watch.open(curious)).isEmpty();
        assertThat(watch.open(office.supervisorOfTheCity())).isEmpty();
        int leaves = db.transact(tx -> tx.fetchCount(AUDIT_LEAF));
        assertThat(leaves).isEqualTo(open.size());

        var alarm = open.getFirst().id();
        assertThatThrownBy(() -> watch.settle(curious, alarm, "it was nothing at all"))
                .isInstanceOf(ApprovalRefused.class);
        assertThatThrownBy(() -> settleByHand(db, curious.person()))
                .hasMessageContaining("access_alarm");
        watch.settle(officer, alarm, "asked, and it was a test");
        assertThat(watch.open(officer)).hasSize(open.size() - 1);
        assertThatThrownBy(() -> watch.settle(officer, alarm, "asked, and it was a test"))
                .isInstanceOf(ApprovalRefused.class);
    }

    private static int settleByHand(Database db, UUID by) {
        return db.transact(tx ->
                tx.update(ACCESS_ALARM)
                        .set(ACCESS_ALARM.SETTLED_BY, by)
                        .set(ACCESS_ALARM.SETTLED_AT, ACCESS_ALARM.RAISED_AT)
                        .execute());
    }
}
