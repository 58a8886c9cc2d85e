package org.earshot.approvals;

import java.util.Map;
import java.util.Optional;
import org.earshot.approvals.ApprovalRefused.Reason;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Which rule of V017 a refused statement broke.
final class BrokenRule {

    private static final Map<String, Reason> RULES =
            Map.ofEntries(
                    Map.entry("approval_time", Reason.EXPIRED),
                    Map.entry("approval_two_people", Reason.ONE_HUMAN),
                    Map.entry("approval_requester", Reason.NO_RIGHT),
                    Map.entry("approval_answerer", Reason.NO_RIGHT),
                    Map.entry("approval_still", Reason.NO_RIGHT),
                    Map.entry("approval_subordinate", Reason.SUBORDINATE),
                    Map.entry("approval_answer_check", Reason.OWN),
                    Map.entry("approval_answer_pkey", Reason.ANSWERED),
                    Map.entry(
                            "approval_answer_approval_id_requester_target_sha256_fkey",
                            Reason.OTHER_TARGET),
                    Map.entry("approval_use_pkey", Reason.USED),
                    Map.entry("approval_unanswered", Reason.NOT_APPROVED),
                    Map.entry(
                            "approval_use_approval_id_act_kind_object_requester_target__fkey",
                            Reason.OTHER_TARGET));

    private BrokenRule() {}

    static Optional<Reason> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException refused) {
                ServerErrorMessage said = refused.getServerErrorMessage();
                String rule = said == null ? null : said.getConstraint();
                return rule == null ? Optional.empty() : Optional.ofNullable(RULES.get(rule));
            }
        }
        return Optional.empty();
    }
}
