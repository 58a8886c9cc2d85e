package org.earshot.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earshot.db.generated.Tables.APPROVAL_ANSWER;
import static org.earshot.db.generated.Tables.AUDIT_LEAF;
import static org.earshot.db.generated.Tables.PERSON;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.earshot.approvals.ApprovalRefused.Reason;
import org.earshot.approvals.ApprovalRepository.Said;
import org.earshot.db.Database;
import org.earshot.rights.Right;
import org.earshot.rights.Subject;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Four eyes")
@ExtendWith(TestPostgres.class)
@TestInstance(Lifecycle.PER_CLASS)
class FourEyesIT {

    private Office office;
    private Subject first;
    private Subject second;

    @BeforeAll
    void open(Database db, @TempDir Path keys) {
        office = new Office(db, keys.resolve("keys"));
        first = office.supervisor();
        second = office.unitOfficer();
    }

    @Test
    void what_two_people_want_is_done_once_and_every_step_is_in_the_log() {
        long before = leaves();
        var wish = Office.unmask("case-1");

        var asked = office.asked(first, wish);
        assertThat(asked.state()).isEqualTo(Approval.State.WAITING);
        assertThat(office.desk.purpose(asked.id())).isEqualTo(Office.WHY);

        var agreed = office.desk.approve(second, asked.id(), wish, office.theCase(), Office.WHY);
        assertThat(agreed.state()).isEqualTo(Approval.State.APPROVED);
        assertThat(agreed.answerer()).isEqualTo(second.person());

        office.takes(first, agreed, wish);
        assertThat(office.desk.find(asked.id()).state()).isEqualTo(Approval.State.USED);
        assertThat(leaves() - before).isEqualTo(3);
        assertThat(office.desk.newest(50)).extracting(Approval::id).contains(asked.id());
    }

    @Test
    void the_second_person_may_say_no_and_the_first_may_take_it_back() {
        var wish = Office.unmask("case-2");
        var refused = office.asked(first, wish);
        var withdrawn = office.asked(first, wish);

        office.desk.refuse(second, refused.id(), office.theCase(), "");
        office.desk.withdraw(first, withdrawn.id());

        assertThat(office.desk.find(refused.id()).state()).isEqualTo(Approval.State.REFUSED);
        var back = office.desk.find(withdrawn.id());
        assertThat(back.state()).isEqualTo(Approval.State.WITHDRAWN);
        assertThat(back.answerer()).isNull();
        for (var closed : List.of(refused, withdrawn)) {
            refuses(Reason.NOT_APPROVED, () -> office.takes(first, closed, wish));
            refuses(
                    Reason.ANSWERED,
                    () ->
                            office.desk.approve(
                                    second, closed.id(), wish, office.theCase(), Office.WHY));
        }
    }

    @Test
    void who_may_not_do_the_act_neither_asks_nor_agrees() {
        var wish = Office.unmask("case-3");
        var agent = office.agent();

        refuses(Reason.NO_RIGHT, () -> office.asked(agent, wish));
        var asked = office.asked(first, wish);
        refuses(Reason.NO_RIGHT, () -> approve(agent, asked, wish));
        refuses(Reason.NO_RIGHT, () -> approve(office.supervisorOfTheCity(), asked, wish));
        refuses(Reason.NO_RIGHT, () -> office.desk.withdraw(second, asked.id()));
        refuses(Reason.UNKNOWN, () -> office.desk.withdraw(second, UUID.randomUUID()));
        assertThatThrownBy(() -> approve(agent, asked, wish))
                .hasMessageContaining("identity.unmask is not for agent");
    }

    @Test
    void neither_asks_nor_agrees_without_a_purpose() {
        var wish = Office.unmask("case-4");
        var asked = office.asked(first, wish);

        refuses(
                Reason.NO_PURPOSE,
                () ->
                        office.desk.request(
                                first,
                                wish,
                                office.theCase(),
                                "because",
                                office.key,
                                ApprovalDesk.USUAL_LIFE));
        refuses(
                Reason.NO_PURPOSE,
                () -> office.desk.approve(second, asked.id(), wish, office.theCase(), " "));
    }

    @Test
    void the_desk_says_which_rule_was_broken() {
        var wish = Office.unmask("case-5");
        var asked = office.asked(first, wish);

        refuses(Reason.OWN, () -> approve(first, asked, wish));
        refuses(Reason.OWN, () -> office.desk.refuse(first, asked.id(), office.theCase(), ""));
        refuses(Reason.ONE_HUMAN, () -> approve(office.again(first), asked, wish));
        refuses(Reason.OTHER_TARGET, () -> approve(second, asked, Office.unmask("case-6")));
        var officers = office.asked(second, wish);
        refuses(Reason.SUBORDINATE, () -> approve(first, officers, wish));
    }

    @Test
    void who_left_or_has_no_pledge_is_no_second_person_though_the_program_thinks_so() {
        var wish = Office.unmask("case-7");
        var asked = office.asked(first, wish);
        var unpledged = office.supervisor();
        pledgeEnds(unpledged);
        var agreed = office.approved(first, office.supervisor(), wish);
        var later = office.supervisor();
        var fallen = office.approved(first, later, wish);
        pledgeEnds(later);

        refuses(Reason.NO_RIGHT, () -> approve(unpledged, asked, wish));
        refuses(Reason.NO_RIGHT, () -> office.takes(first, fallen, wish));
        office.takes(first, agreed, wish);
        assertThat(office.desk.find(agreed.id()).state()).isEqualTo(Approval.State.USED);
    }

    @Test
    void accounts_that_turn_out_to_be_of_one_human_lose_their_agreement() {
        var wish = Office.unmask("case-8");
        var one = office.supervisor();
        var other = office.supervisor();
        var agreed = office.approved(one, other, wish);

        join(one, other);

        refuses(Reason.ONE_HUMAN, () -> office.takes(one, agreed, wish));
    }

    @Test
    void accounts_of_one_human_are_never_parted() {
        var one = office.supervisor();
        var other = office.again(one);

        assertThatThrownBy(() ->
                        office.db.transact(tx ->
                                tx.update(PERSON)
                                        .set(PERSON.HUMAN, UUID.randomUUID())
                                        .where(PERSON.ID.eq(other.person()))
                                        .execute()))
                .hasMessageContaining("not be parted");
    }

    @Test
    void there_is_no_step_without_a_leaf() {
        var wish = Office.unmask("case-9");
        var asked = office.asked(first, wish);

        assertThatThrownBy(() ->
                        office.db.transact(tx ->
                                tx.insertInto(APPROVAL_ANSWER)
                                        .set(APPROVAL_ANSWER.APPROVAL_ID, asked.id())
                                        .set(APPROVAL_ANSWER.SAID, Said.APPROVED.name())
                                        .set(APPROVAL_ANSWER.PERSON_ID, second.person())
                                        .set(APPROVAL_ANSWER.REQUESTER, first.person())
                                        .set(APPROVAL_ANSWER.TARGET_SHA256, wish.hash())
                                        .set(APPROVAL_ANSWER.LEAF_ID, UUID.randomUUID())
                                        .execute()))
                .hasMessageContaining("no leaf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"approval", "approval_answer", "approval_use"})
    void nothing_is_changed_or_removed_afterwards(String table) {
        assertThatThrownBy(() ->
                        office.db.transact(
                                tx -> tx.execute("UPDATE " + table + " SET leaf_id = leaf_id")))
                .hasMessageContaining("only grows");
        assertThatThrownBy(() -> office.db.transact(tx -> tx.execute("DELETE FROM " + table)))
                .hasMessageContaining("only grows");
        assertThatThrownBy(() ->
                        office.db.transact(tx -> tx.execute("TRUNCATE " + table + " CASCADE")))
                .hasMessageContaining("only grows");
    }

    @Test
    void a_wish_is_its_exact_target() {
        var wish = Office.unmask("case-10");

        assertThat(Wish.of(Right.IDENTITY_UNMASK, "case", "case-10", List.of("version 1caller")))
                .isNotEqualTo(wish);
        assertThat(
                        Wish.of(
                                        Right.CASE_EXPORT_UNREDACTED,
                                        "case",
                                        "case-10",
                                        List.of("version 1", "caller"))
                                .targetSha256())
                .isNotEqualTo(wish.targetSha256());
        assertThat(Office.unmask("case-10")).isEqualTo(wish);
    }

    private Approval approve(Subject who, Approval asked, Wish seen) {
        return office.desk.approve(who, asked.id(), seen, office.theCase(), Office.WHY);
    }

    private void pledgeEnds(Subject who) {
        office.db.transact(tx ->
                tx.update(PERSON)
                        .set(PERSON.PLEDGED_UNTIL, LocalDate.now(ZoneOffset.UTC).minusDays(1))
                        .where(PERSON.ID.eq(who.person()))
                        .execute());
    }

    private void join(Subject one, Subject other) {
        office.db.transact(tx -> {
            UUID human =
                    tx.select(PERSON.HUMAN)
                            .from(PERSON)
                            .where(PERSON.ID.eq(one.person()))
                            .fetchSingle(row -> row.value1());
            return tx.update(PERSON)
                    .set(PERSON.HUMAN, human)
                    .where(PERSON.ID.eq(other.person()))
                    .execute();
        });
    }

    private long leaves() {
        return office.db.transact(tx -> (long) tx.fetchCount(AUDIT_LEAF));
    }

    private static void refuses(Reason reason, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        ApprovalRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
