package org.earshot.house;

import static org.earshot.db.generated.Tables.SURVEY_ANSWER;
import static org.earshot.db.generated.Tables.SURVEY_COMMENT;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.earshot.db.Database;
import org.earshot.telephony.CallId;
import org.earshot.telephony.Dtmf;
import org.jooq.impl.DSL;

/// What callers think of us. Every write may be repeated; a later answer takes the place of an
/// earlier one.
public final class SurveyRepository {

    private final Database database;

    public SurveyRepository(Database database) {
        this.database = database;
    }

    public void answered(CallId call, String survey, String question, Dtmf key, Instant at) {
        database.transact(db ->
                db.insertInto(SURVEY_ANSWER)
                        .set(SURVEY_ANSWER.CALL_ID, call.value())
                        .set(SURVEY_ANSWER.SURVEY, survey)
                        .set(SURVEY_ANSWER.QUESTION, question)
                        .set(SURVEY_ANSWER.ANSWER, String.valueOf(key.symbol()))
                        .set(SURVEY_ANSWER.ANSWERED_AT, at.atOffset(ZoneOffset.UTC))
                        .onConflict(
                                SURVEY_ANSWER.CALL_ID, SURVEY_ANSWER.SURVEY, SURVEY_ANSWER.QUESTION)
                        .doUpdate()
                        .set(SURVEY_ANSWER.ANSWER, String.valueOf(key.symbol()))
                        .set(SURVEY_ANSWER.ANSWERED_AT, at.atOffset(ZoneOffset.UTC))
                        .execute());
    }

    public void commentBegun(CallId call, String survey, Instant at) {
        database.transact(db ->
                db.insertInto(SURVEY_COMMENT)
                        .set(SURVEY_COMMENT.CALL_ID, call.value())
                        .set(SURVEY_COMMENT.SURVEY, survey)
                        .set(SURVEY_COMMENT.BEGUN_AT, at.atOffset(ZoneOffset.UTC))
                        .onConflictDoNothing()
                        .execute());
    }

    /// The first ending stands.
    ///
    /// @param how a word of the table's own: KEY, SILENCE, LIMIT, HANGUP, LOST
    public void commentEnded(CallId call, String survey, String how, Instant at) {
        database.transact(db ->
                db.update(SURVEY_COMMENT)
                        .set(SURVEY_COMMENT.ENDED_AT, at.atOffset(ZoneOffset.UTC))
                        .set(SURVEY_COMMENT.ENDED_BY, how)
                        .where(SURVEY_COMMENT.CALL_ID.eq(call.value()))
                        .and(SURVEY_COMMENT.SURVEY.eq(survey))
                        .and(SURVEY_COMMENT.ENDED_AT.isNull())
                        .execute());
    }

    /// How often each key was pressed for a question.
    public Map<String, Long> answers(String survey, String question) {
        return database.transact(db ->
                db.select(SURVEY_ANSWER.ANSWER, DSL.count().cast(Long.class))
                        .from(SURVEY_ANSWER)
                        .where(SURVEY_ANSWER.SURVEY.eq(survey))
                        .and(SURVEY_ANSWER.QUESTION.eq(question))
                        .groupBy(SURVEY_ANSWER.ANSWER)
                        .fetchMap(row -> row.value1(), row -> row.value2()));
    }

    /// Whether the caller left a spoken comment.
    public boolean hasComment(CallId call) {
        return database.transact(
                db -> db.fetchExists(SURVEY_COMMENT, SURVEY_COMMENT.CALL_ID.eq(call.value())));
    }

    /// Ends the comments that a core left behind.
    ///
    /// @param live calls that are still up; theirs are not touched
    public void closeUnfinished(Set<CallId> live, Instant at) {
        var up = live.stream().map(CallId::value).collect(Collectors.toSet());
        database.transact(db ->
                db.update(SURVEY_COMMENT)
                        .set(SURVEY_COMMENT.ENDED_AT, at.atOffset(ZoneOffset.UTC))
                        .set(SURVEY_COMMENT.ENDED_BY, "LOST")
                        .where(SURVEY_COMMENT.ENDED_AT.isNull())
                        .and(SURVEY_COMMENT.CALL_ID.notIn(up))
                        .execute());
    }
}
