package org.earshot.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The policy")
class PolicyTest {

    private final Policy policy = Policy.builtIn();

    @ParameterizedTest
    @EnumSource(Relation.class)
    void finds_where_an_object_stands(Relation relation) {
        assertThat(Relation.of(Staff.with(Role.AGENT), Staff.at(relation))).isEqualTo(relation);
    }

    @Test
    void an_object_of_no_unit_is_of_another() {
        var stray = new Target(true, false, Optional.empty(), Set.of(), Set.of());

        assertThat(Relation.of(Staff.with(Role.AGENT), stray)).isEqualTo(Relation.OTHER);
    }

    @Test
    void no_object_has_nothing_an_object_has() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Target(false, false, Optional.of(Staff.HERE), Set.of(), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target(false, true, Optional.empty(), Set.of(), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Target(false, false, Optional.empty(), Set.of(), Set.of(Staff.PERSON)));
    }

    @Test
    void says_what_it_is_and_why_when_it_grants() {
        var decision =
                policy.decide(Staff.with(Role.REVIEWER), Right.CASE_READ, Staff.at(Relation.SAME));

        assertThat(decision.grant()).isEqualTo(Grant.PURPOSE);
        assertThat(decision.relation()).isEqualTo(Relation.SAME);
        assertThat(decision.right()).isEqualTo(Right.CASE_READ);
        assertThat(decision.reason())
                .isEqualTo(
                        "reviewer may case.read where the object is same (of the same unit):"
                                + " with a purpose.");
    }

    @Test
    void says_why_when_it_denies() {
        var decision =
                policy.decide(
                        Staff.with(Role.REVIEWER, Role.AGENT),
                        Right.CASE_READ,
                        Staff.at(Relation.ABOVE));

        assertThat(decision.grant()).isEqualTo(Grant.DENIED);
        assertThat(decision.reason())
                .isEqualTo(
                        "case.read is not for agent, reviewer where the object is above (of a"
                                + " unit above).");
    }

    @Test
    void the_best_of_several_roles_counts() {
        var decision =
                policy.decide(
                        Staff.with(Role.SUPERVISOR, Role.AGENT),
                        Right.CASE_READ,
                        Staff.at(Relation.OWN));

        assertThat(decision.grant()).isEqualTo(Grant.GRANTED);
        assertThat(decision.reason()).startsWith("agent may");
    }

    @Test
    void nobody_without_a_role_has_a_right() {
        var decision = policy.decide(Staff.with(), Right.RIGHTS_READ, Staff.at(Relation.NONE));

        assertThat(decision.grant()).isEqualTo(Grant.DENIED);
        assertThat(decision.relation()).isEqualTo(Relation.NONE);
        assertThat(decision.reason()).contains("without a role");
    }

    @Test
    void roles_that_exclude_each_other_give_no_right() {
        var both = Staff.with(Role.ADMINISTRATOR, Role.SUPERVISOR);

        assertThat(policy.goTogether(both.roles())).isFalse();
        assertThat(policy.goTogether(Set.of(Role.AGENT, Role.SUPERVISOR))).isTrue();
        assertThat(policy.goTogether(Set.of(Role.AUDITOR))).isTrue();
        var decision = policy.decide(both, Right.RIGHTS_READ, Target.SITE);
        assertThat(decision.grant()).isEqualTo(Grant.DENIED);
        assertThat(decision.reason()).contains("supervisor, administrator", "exclude");
    }

    @ParameterizedTest
    @EnumSource(Right.class)
    void a_conflict_of_interest_denies_whatever_a_role_grants(Right right) {
        for (Role role : Role.values()) {
            for (UUID unit : Staff.BELOW.units()) {
                var subject = new Subject(Staff.PERSON, Set.of(role), Staff.HERE, Set.of(unit));
                var own = Target.of(Staff.BELOW).ownedBy(Staff.PERSON);

                assertThat(policy.decide(subject, right, own).grant()).isEqualTo(Grant.DENIED);
            }
            var barred = Staff.at(Relation.OWN).without(Set.of(Staff.PERSON));
            var decision = policy.decide(Staff.with(role), right, barred);
            assertThat(decision.grant()).isEqualTo(Grant.DENIED);
            assertThat(decision.reason()).contains("conflict");
        }
    }

    @Test
    void a_conflict_with_a_person_is_one_with_what_is_theirs() {
        var other = UUID.randomUUID();
        var subject =
                new Subject(Staff.PERSON, Set.of(Role.ADMINISTRATOR), Staff.HERE, Set.of(other));
        var account = Target.of(Staff.HERE);

        assertThat(policy.decide(subject, Right.STAFF_CHANGE, account.ownedBy(other)).grant())
                .isEqualTo(Grant.DENIED);
        assertThat(
                        policy.decide(
                                        subject,
                                        Right.STAFF_CHANGE,
                                        account.ownedBy(UUID.randomUUID()))
                                .grant())
                .isEqualTo(Grant.GRANTED);
    }

    @Test
    void a_conflict_with_another_unit_is_none() {
        var subject =
                new Subject(
                        Staff.PERSON,
                        Set.of(Role.REVIEWER),
                        Staff.HERE,
                        Set.of(Staff.OTHER_PROVINCE));

        assertThat(policy.decide(subject, Right.CASE_SCREEN, Target.of(Staff.HERE)).grant())
                .isEqualTo(Grant.GRANTED);
    }

    @ParameterizedTest
    @CsvSource({
        "DENIED, false, false",
        "TWO, false, false",
        "PURPOSE, false, true",
        "GRANTED, true, true"
    })
    void a_purpose_is_enough_where_the_table_asks_for_one(
            Grant grant, boolean silent, boolean purposeful) {
        var decision = new Decision(Right.CASE_READ, Relation.SAME, grant, "");

        assertThat(decision.allows("")).isEqualTo(silent);
        assertThat(decision.allows("the reporter rang again")).isEqualTo(purposeful);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "because", " 12345678 ", "xxxxxxxxxxxxxxx", "abababababab"})
    void what_says_nothing_is_no_purpose(String text) {
        assertThat(Decision.isPurpose(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"the reporter rang again", "回访举报人", "신고자가 다시 전화함"})
    void what_says_something_is_a_purpose(String text) {
        assertThat(Decision.isPurpose(text)).isTrue();
    }

    @Test
    void a_purpose_is_no_essay() {
        assertThat(Decision.isPurpose("abc ".repeat(125))).isTrue();
        assertThat(Decision.isPurpose("abc ".repeat(126))).isFalse();
    }

    @Test
    void names_are_those_of_the_log() {
        assertThat(Right.CASE_EXPORT_UNREDACTED).hasToString("case.export-unredacted");
        assertThat(Right.named("hold.set")).contains(Right.HOLD_SET);
        assertThat(Right.named("hold")).isEmpty();
        assertThat(Role.named("unit-officer")).contains(Role.UNIT_OFFICER);
        assertThat(Role.named("root")).isEmpty();
    }
}
