package org.earshot.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Every role, every act, every relation: decided by asking the policy as the features do, and held
/// against what must never be, whatever the table says. These sentences were written from the
/// threat model, not from the table.
@DisplayName("Over all roles, acts and relations")
class PolicyMatrixTest {

    private static final Set<Right> CONTENT =
            EnumSet.of(
                    Right.CASE_READ,
                    Right.CASE_SEARCH,
                    Right.CASE_EXPORT,
                    Right.CASE_EXPORT_UNREDACTED,
                    Right.CALL_TAKE,
                    Right.CALL_LISTEN_IN,
                    Right.RECORDING_LISTEN,
                    Right.TRANSCRIPT_READ,
                    Right.TRANSCRIPT_CORRECT,
                    Right.IDENTITY_UNMASK);

    private static final Set<Right> TWO_PEOPLE =
            EnumSet.of(
                    Right.CASE_EXPORT_UNREDACTED,
                    Right.IDENTITY_UNMASK,
                    Right.HOLD_SET,
                    Right.HOLD_LIFT,
                    Right.PART_DESTROY_EARLY,
                    Right.KEYS_DESTROY,
                    Right.KEYS_ESCROW,
                    Right.BACKUP_RESTORE);

    private static final Set<Role> KEEPERS =
            EnumSet.of(Role.AUDITOR, Role.CUSTODIAN, Role.ADMINISTRATOR);

    private final List<Decision> decided = new ArrayList<>();
    private final Policy policy = Policy.builtIn();

    private interface Rule {
        boolean isWrong(Role role, Right right, Relation relation, Grant grant);
    }

    @Test
    void every_cell_is_decided_as_the_table_says() {
        never((role, right, relation, grant) -> grant != policy.cell(role, right, relation));

        assertThat(decided)
                .hasSize(Role.values().length * Right.values().length * Relation.values().length)
                .allMatch(decision -> decision.reason().endsWith("."));
    }

    @Test
    void the_table_marks_as_content_what_shows_a_report() {
        assertThat(Right.values())
                .allMatch(right -> policy.act(right).isContent() == CONTENT.contains(right));
    }

    @Test
    void who_keeps_the_log_the_keys_or_the_people_sees_no_content() {
        never((role, right, _, grant) ->
                KEEPERS.contains(role) && CONTENT.contains(right) && grant != Grant.DENIED);
    }

    @Test
    void nobody_sees_content_of_units_above_or_beside_or_of_what_was_destroyed() {
        var far = EnumSet.of(Relation.ABOVE, Relation.OTHER, Relation.DELETED);
        never((_, right, relation, grant) ->
                CONTENT.contains(right) && far.contains(relation) && grant != Grant.DENIED);
    }

    @Test
    void of_what_was_destroyed_only_auditors_see_traces() {
        var traces =
                EnumSet.of(
                        Right.AUDIT_READ,
                        Right.AUDIT_PROVE,
                        Right.CASE_READERS,
                        Right.APPROVAL_READ);
        never((role, right, relation, grant) ->
                relation == Relation.DELETED
                        && grant != Grant.DENIED
                        && !(role == Role.AUDITOR && traces.contains(right)));
    }

    @Test
    void what_cannot_be_undone_takes_two_people() {
        never((_, right, _, grant) ->
                TWO_PEOPLE.contains(right)
                        && EnumSet.of(Grant.PURPOSE, Grant.GRANTED).contains(grant));
    }

    @Test
    void an_agent_or_a_specialist_does_nothing_with_what_is_not_theirs() {
        var workers = EnumSet.of(Role.AGENT, Role.SPECIALIST);
        never((role, right, relation, grant) ->
                workers.contains(role)
                        && relation != Relation.OWN
                        && relation != Relation.NONE
                        && right != Right.UNIT_READ
                        && grant != Grant.DENIED);
    }

    @Test
    void content_that_is_not_ones_own_is_never_seen_without_a_purpose() {
        var notReading =
                EnumSet.of(
                        Right.CALL_TAKE, // it comes to the agent, nobody looks for it
                        Right.TRANSCRIPT_CORRECT); // follows on reading it
        never((_, right, relation, grant) ->
                CONTENT.contains(right)
                        && relation != Relation.OWN
                        && grant == Grant.GRANTED
                        && !notReading.contains(right));
    }

    @Test
    void only_auditors_read_the_log_and_only_custodians_touch_keys_and_backups() {
        never((role, right, _, grant) ->
                right.id().matches("audit\\.(read|prove)")
                        && role != Role.AUDITOR
                        && grant != Grant.DENIED);
        never((role, right, _, grant) ->
                right.id().matches("(keys|backup)\\.(?!read).*")
                        && role != Role.CUSTODIAN
                        && grant != Grant.DENIED);
    }

    @Test
    void only_administrators_make_people_and_units_and_never_change_themselves() {
        never((role, right, _, grant) ->
                right.id().matches("staff\\.(add|change|roles|pledge|reset)|unit\\.(add|change)")
                        && role != Role.ADMINISTRATOR
                        && grant != Grant.DENIED);
        never((_, right, relation, grant) ->
                right.id().matches("staff\\.(?!read).*|session\\..*|alarm\\..*")
                        && relation == Relation.OWN
                        && grant != Grant.DENIED
                        && !(right == Right.SESSION_READ));
    }

    @Test
    void administrators_stay_in_their_own_part_of_the_tree() {
        var far = EnumSet.of(Relation.ABOVE, Relation.OTHER);
        never((role, right, relation, grant) ->
                role == Role.ADMINISTRATOR
                        && far.contains(relation)
                        && !right.id().endsWith(".read")
                        && grant != Grant.DENIED);
    }

    @Test
    void auditors_change_nothing() {
        var looking =
                EnumSet.of(
                        Right.CASE_READERS,
                        Right.AUDIT_VERIFY,
                        Right.AUDIT_PROVE,
                        Right.ALARM_SETTLE);
        never((role, right, _, grant) ->
                role == Role.AUDITOR
                        && !right.id().endsWith(".read")
                        && !looking.contains(right)
                        && grant != Grant.DENIED);
    }

    @Test
    void the_second_person_is_one_who_answers_for_something() {
        var answerable = EnumSet.of(Role.UNIT_OFFICER, Role.SUPERVISOR, Role.CUSTODIAN);
        never((role, right, _, grant) ->
                (right == Right.APPROVAL_APPROVE || grant == Grant.TWO)
                        && !answerable.contains(role)
                        && grant != Grant.DENIED);
    }

    @Test
    void there_is_a_second_person_for_everything_that_needs_one() {
        for (Right right : TWO_PEOPLE) {
            assertThat(Role.values())
                    .as(right.id())
                    .anyMatch(role ->
                            policy.cell(role, right, Relation.SAME) == Grant.TWO
                                            && policy.cell(
                                                            role,
                                                            Right.APPROVAL_APPROVE,
                                                            Relation.SAME)
                                                    != Grant.DENIED
                                    || policy.cell(role, right, Relation.NONE) == Grant.TWO);
        }
    }

    private void never(Rule rule) {
        var wrong = new ArrayList<String>();
        for (Role role : Role.values()) {
            for (Right right : Right.values()) {
                for (Relation relation : Relation.values()) {
                    var decision = policy.decide(Staff.with(role), right, Staff.at(relation));
                    decided.add(decision);
                    if (rule.isWrong(role, right, relation, decision.grant())) {
                        wrong.add(
                                role.id()
                                        + " "
                                        + right.id()
                                        + " "
                                        + relation
                                        + ": "
                                        + decision.grant());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
