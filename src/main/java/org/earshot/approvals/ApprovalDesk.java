package org.earshot.approvals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.approvals.ApprovalRefused.Reason;
import org.earshot.approvals.ApprovalRepository.Answer;
import org.earshot.approvals.ApprovalRepository.Said;
import org.earshot.audit.Act;
import org.earshot.audit.Actor;
import org.earshot.audit.Deed;
import org.earshot.crypto.Aad;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.rights.Decision;
import org.earshot.rights.Grant;
import org.earshot.rights.Policy;
import org.earshot.rights.Right;
import org.earshot.rights.Subject;
import org.earshot.rights.Target;

/// Where one person asks for a second, and the second answers. Both need the right to the act
/// itself; the second besides that to agree.
public final class ApprovalDesk {

    /// How long an agreement may be waited for and used.
    public static final Duration USUAL_LIFE = Duration.ofMinutes(10);

    private final ApprovalRepository approvals;
    private final KeyService keys;
    private final Policy policy;
    private final InstantSource clock;

    public ApprovalDesk(Database db, KeyService keys, Policy policy, InstantSource clock) {
        this.approvals = new ApprovalRepository(db);
        this.keys = keys;
        this.policy = policy;
        this.clock = clock;
    }

    /// @param target of the wish, as the policy needs to know it
    /// @param key of the case it is about: with it, the purpose dies
    /// @throws ApprovalRefused when the policy does not ask for two people here, or no purpose is
    ///   given
    public Approval request(
            Subject who, Wish wish, Target target, String purpose, DataKey key, Duration life) {
        requireTwo(who, wish, target);
        requirePurpose(purpose);
        var id = UUID.randomUUID();
        approvals.add(
                new ApprovalRepository.Draft(
                        id,
                        wish,
                        who.person(),
                        life,
                        key.wrapped(),
                        key.seal(place(id), purpose.getBytes(StandardCharsets.UTF_8)),
                        leaf("request", who, id, wish, purpose, key)));
        return find(id);
    }

    /// @param seen what this person was shown and agrees to
    /// @throws ApprovalRefused when a rule says no
    public Approval approve(Subject who, UUID id, Wish seen, Target target, String purpose) {
        var asked = find(id);
        requireTwo(who, asked.wish(), target);
        requirePurpose(purpose);
        require(who, Right.APPROVAL_APPROVE, target, purpose);
        if (asked.requester().equals(who.person())) {
            throw new ApprovalRefused(Reason.OWN);
        }
        if (!asked.wish().equals(seen)) {
            throw new ApprovalRefused(Reason.OTHER_TARGET);
        }
        requireWaiting(asked);
        return answer(who, asked, Said.APPROVED, purpose);
    }

    /// @throws ApprovalRefused when a rule says no
    public Approval refuse(Subject who, UUID id, Target target, String purpose) {
        var asked = find(id);
        require(who, Right.APPROVAL_REFUSE, target, purpose);
        if (asked.requester().equals(who.person())) {
            throw new ApprovalRefused(Reason.OWN);
        }
        requireWaiting(asked);
        return answer(who, asked, Said.REFUSED, purpose);
    }

    /// Takes one's own request back.
    public Approval withdraw(Subject who, UUID id) {
        var asked = find(id);
        if (!asked.requester().equals(who.person())) {
            throw new ApprovalRefused(Reason.NO_RIGHT);
        }
        requireWaiting(asked);
        return answer(who, asked, Said.WITHDRAWN, "");
    }

    /// @throws ApprovalRefused when there is none
    public Approval find(UUID id) {
        return approvals.find(id).orElseThrow(() -> new ApprovalRefused(Reason.UNKNOWN));
    }

    /// The newest first.
    public List<Approval> newest(int limit) {
        return approvals.newest(limit);
    }

    /// Why it was asked for. Reading it is no act of its own: who answers must know.
    ///
    /// @throws org.earshot.crypto.KeyDestroyed when the case it was about is gone
    public String purpose(UUID id) {
        var sealed = approvals.sealed(id);
        byte[] plain = keys.unwrap(sealed.wrappedKey()).open(place(id), sealed.purpose());
        return new String(plain, StandardCharsets.UTF_8);
    }

    private Approval answer(Subject who, Approval asked, Said said, String purpose) {
        var key = keys.unwrap(approvals.sealed(asked.id()).wrappedKey());
        String word =
                switch (said) {
                    case APPROVED -> "approve";
                    case REFUSED -> "refuse";
                    case WITHDRAWN -> "withdraw";
                };
        var leaf = leaf(word, who, asked.id(), asked.wish(), purpose, key);
        approvals.add(
                new Answer(asked.id(), said, who.person(), asked.wish(), leaf), asked.requester());
        return find(asked.id());
    }

    private void requireTwo(Subject who, Wish wish, Target target) {
        var decision = policy.decide(who, wish.right(), target);
        if (decision.grant() != Grant.TWO) {
            throw new ApprovalRefused(Reason.NO_RIGHT, Optional.of(decision.reason()));
        }
    }

    private void require(Subject who, Right right, Target target, String purpose) {
        Decision decision = policy.decide(who, right, target);
        if (!decision.allows(purpose)) {
            throw new ApprovalRefused(Reason.NO_RIGHT, Optional.of(decision.reason()));
        }
    }

    private static void requirePurpose(String purpose) {
        if (!Decision.isPurpose(purpose)) {
            throw new ApprovalRefused(Reason.NO_PURPOSE);
        }
    }

    private static void requireWaiting(Approval asked) {
        switch (asked.state()) {
            case WAITING -> {}
            case EXPIRED -> throw new ApprovalRefused(Reason.EXPIRED);
            case APPROVED, USED, REFUSED, WITHDRAWN -> throw new ApprovalRefused(Reason.ANSWERED);
        }
    }

    private Act leaf(String word, Subject who, UUID id, Wish wish, String purpose, DataKey key) {
        String details =
                String.join(
                        "\n",
                        wish.right().id(),
                        wish.kind(),
                        wish.object(),
                        wish.targetSha256(),
                        purpose);
        return Act.of(
                new Deed(
                        "approval." + word,
                        new Actor.Staff(who.person()),
                        "approval",
                        id.toString()),
                details.getBytes(StandardCharsets.UTF_8),
                key,
                clock);
    }

    private static Aad place(UUID id) {
        return new Aad("approval", "sealed_purpose", id.toString());
    }
}
