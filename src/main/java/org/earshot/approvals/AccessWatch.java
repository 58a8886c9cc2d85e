package org.earshot.approvals;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.earshot.approvals.ApprovalRefused.Reason;
import org.earshot.audit.AccessLog;
import org.earshot.audit.Actor;
import org.earshot.audit.Deed;
import org.earshot.db.Database;
import org.earshot.rights.Access;
import org.earshot.rights.AccessRules;
import org.earshot.rights.Decision;
import org.earshot.rights.Policy;
import org.earshot.rights.Right;
import org.earshot.rights.Subject;
import org.earshot.rights.Suspicion;

/// Looks at every access as it happens and raises an alarm for somebody else where it looks
/// improper: in the same moment, so that nobody has to look for it later. Each core sees its own
/// part of what a person does.
public final class AccessWatch {

    /// More than any rule counts; so much is remembered of one person.
    private static final int MOST = 500;

    private final AlarmRepository alarms;
    private final AccessLog log;
    private final AccessRules rules;
    private final Policy policy;
    private final InstantSource clock;
    private final Map<UUID, List<Access>> seen = new ConcurrentHashMap<>();

    public AccessWatch(
            Database db, AccessLog log, AccessRules rules, Policy policy, InstantSource clock) {
        this.alarms = new AlarmRepository(db);
        this.log = log;
        this.rules = rules;
        this.policy = policy;
        this.clock = clock;
    }

    /// @param object kind and id
    /// @param isAboutSelf whether it concerns this person
    public void saw(Subject who, Decision decision, String object, boolean isAboutSelf) {
        var access =
                new Access(
                        clock.instant(),
                        who.person(),
                        decision,
                        object,
                        policy.act(decision.right()).isContent(),
                        isAboutSelf);
        judged(access).forEach(suspicion -> raise(access, suspicion));
    }

    /// The judgement is under the lock of the person's own list, writing alarms is not.
    private List<Suspicion> judged(Access access) {
        var found = new ArrayList<Suspicion>();
        seen.compute(
                access.person(),
                (_, before) -> {
                    var list = before == null ? new ArrayList<Access>() : before;
                    found.addAll(rules.judge(list, access));
                    var from = access.at().minus(rules.window());
                    list.removeIf(old -> old.at().isBefore(from));
                    if (list.size() == MOST) {
                        list.removeFirst();
                    }
                    list.add(access);
                    return list;
                });
        return found;
    }

    private void raise(Access access, Suspicion suspicion) {
        var alarm =
                new Alarm(
                        UUID.randomUUID(),
                        access.person(),
                        suspicion,
                        access.decision().right(),
                        access.at(),
                        null);
        var deed =
                new Deed(
                        "alarm.raise", new Actor.Component("core"), "alarm", alarm.id().toString());
        alarms.raise(alarm, log.act(deed, suspicion + "\n" + access.kindAndObject()));
    }

    /// Those that nobody looked into yet and that this person may see: never about themselves.
    public List<Alarm> open(Subject reader) {
        return alarms.open().stream()
                .filter(known -> policy.decide(reader, Right.ALARM_READ, known.about()).allows(""))
                .map(AlarmRepository.Known::alarm)
                .toList();
    }

    /// @param finding what came of it; kept in the log, sealed
    /// @throws ApprovalRefused when this is not this person's to say
    public void settle(Subject who, UUID id, String finding) {
        var known = alarms.find(id).orElseThrow(() -> new ApprovalRefused(Reason.UNKNOWN));
        if (!policy.decide(who, Right.ALARM_SETTLE, known.about()).allows(finding)) {
            throw new ApprovalRefused(Reason.NO_RIGHT);
        }
        var deed = new Deed("alarm.settle", new Actor.Staff(who.person()), "alarm", id.toString());
        if (!alarms.settle(id, who.person(), clock.instant(), log.act(deed, finding))) {
            throw new ApprovalRefused(Reason.ANSWERED);
        }
    }
}
