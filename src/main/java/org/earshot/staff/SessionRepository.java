package org.earshot.staff;

import static org.earshot.db.generated.Tables.STAFF_DEVICE;
import static org.earshot.db.generated.Tables.STAFF_PASSKEY;
import static org.earshot.db.generated.Tables.STAFF_RECOVERY_CODE;
import static org.earshot.db.generated.Tables.STAFF_SESSION;
import static org.earshot.db.generated.Tables.STAFF_TOTP;
import static org.earshot.staff.PersonRepository.utc;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.earshot.audit.Act;
import org.earshot.audit.AuditRepository;
import org.earshot.db.Database;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Sessions and the browsers they were in. Of their tokens only hashes.
final class SessionRepository {

    /// What the holder of a token may do.
    enum Stage {
        ENROLMENT,
        SECOND_FACTOR,
        SIGNED_IN
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fresh(UUID id, UUID person, byte[] token, Stage stage, Instant at, Instant ends) {}

    /// @param challenge what a passkey is to sign
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Attempt(UUID id, UUID person, int tries, byte @Nullable [] challenge) {}

    /// A clock that is wrong by more than this is no excuse.
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final Database db;

    SessionRepository(Database db) {
        this.db = db;
    }

    void open(Fresh fresh) {
        db.transact(tx -> {
            tidy(tx, fresh.at());
            insert(tx, fresh);
            return fresh;
        });
    }

    static void insert(DSLContext tx, Fresh fresh) {
        tx.insertInto(STAFF_SESSION)
                .set(STAFF_SESSION.ID, fresh.id())
                .set(STAFF_SESSION.PERSON_ID, fresh.person())
                .set(STAFF_SESSION.TOKEN_SHA256, fresh.token())
                .set(STAFF_SESSION.STAGE, fresh.stage().name())
                .set(STAFF_SESSION.BEGAN_AT, utc(fresh.at()))
                .set(STAFF_SESSION.SEEN_AT, utc(fresh.at()))
                .set(STAFF_SESSION.ENDS_AT, utc(fresh.ends()))
                .onConflict(STAFF_SESSION.ID)
                .doNothing()
                .execute();
    }

    private static void tidy(DSLContext tx, Instant now) {
        tx.deleteFrom(STAFF_SESSION).where(STAFF_SESSION.ENDS_AT.lt(utc(now))).execute();
    }

    /// Counts a try of the second factor before it is looked at.
    ///
    /// @return empty when there is no such attempt (any more), or no try left
    Optional<Attempt> attempt(byte[] token, Stage stage, Instant now, int most) {
        return db.transact(tx ->
                tx.update(STAFF_SESSION)
                        .set(STAFF_SESSION.TRIES, STAFF_SESSION.TRIES.plus(1))
                        .where(STAFF_SESSION.TOKEN_SHA256.eq(token))
                        .and(STAFF_SESSION.STAGE.eq(stage.name()))
                        .and(STAFF_SESSION.ENDS_AT.gt(utc(now)))
                        .and(STAFF_SESSION.SEEN_AT.le(utc(now.plus(SKEW))))
                        .and(STAFF_SESSION.TRIES.lt(most))
                        .returningResult(
                                STAFF_SESSION.ID,
                                STAFF_SESSION.PERSON_ID,
                                STAFF_SESSION.TRIES,
                                STAFF_SESSION.CHALLENGE)
                        .fetchOptional(row ->
                                new Attempt(
                                        row.value1(), row.value2(), row.value3(), row.value4())));
    }

    /// @param challenge null: none is open any more
    boolean challenge(UUID session, byte @Nullable [] challenge) {
        return db.transact(tx ->
                tx.update(STAFF_SESSION)
                                .set(STAFF_SESSION.CHALLENGE, challenge)
                                .where(STAFF_SESSION.ID.eq(session))
                                .execute()
                        == 1);
    }

    /// The challenge of a session, which is then closed: it is signed once.
    Optional<byte[]> takeChallenge(UUID session) {
        return db.transact(tx -> {
            var open =
                    tx.select(STAFF_SESSION.CHALLENGE)
                            .from(STAFF_SESSION)
                            .where(STAFF_SESSION.ID.eq(session))
                            .forUpdate()
                            .fetchOptional(STAFF_SESSION.CHALLENGE);
            tx.update(STAFF_SESSION)
                    .setNull(STAFF_SESSION.CHALLENGE)
                    .where(STAFF_SESSION.ID.eq(session))
                    .execute();
            return open;
        });
    }

    /// From an attempt to a session: the proof is used up, the attempt is over, both at once.
    ///
    /// @return false when either was used already
    boolean enter(UUID attempt, Proof proof, Fresh fresh, byte[] device, Act act) {
        return db.transact(tx -> {
            if (!useUp(tx, fresh.person(), proof, fresh.at())) {
                return false;
            }
            int over = tx.deleteFrom(STAFF_SESSION).where(STAFF_SESSION.ID.eq(attempt)).execute();
            if (over == 0) {
                return false;
            }
            insert(tx, fresh);
            know(tx, device, fresh.person(), fresh.at());
            AuditRepository.record(tx, act);
            return true;
        });
    }

    static boolean useUp(DSLContext tx, UUID person, Proof proof, Instant at) {
        return switch (proof) {
            case Proof.TotpStep(long step) ->
                    tx.update(STAFF_TOTP)
                                    .set(STAFF_TOTP.LAST_STEP, step)
                                    .where(STAFF_TOTP.PERSON_ID.eq(person))
                                    .and(STAFF_TOTP.IN_FORCE)
                                    .and(STAFF_TOTP.LAST_STEP.lt(step))
                                    .execute()
                            == 1;
            case Proof.Recovery(byte[] hash) ->
                    tx.deleteFrom(STAFF_RECOVERY_CODE)
                                    .where(STAFF_RECOVERY_CODE.PERSON_ID.eq(person))
                                    .and(STAFF_RECOVERY_CODE.HASH.eq(hash))
                                    .execute()
                            == 1;
            case Proof.Passkey(UUID id, long before, long count) ->
                    tx.update(STAFF_PASSKEY)
                                    .set(STAFF_PASSKEY.SIGN_COUNT, count)
                                    .set(STAFF_PASSKEY.USED_AT, utc(at))
                                    .where(STAFF_PASSKEY.ID.eq(id))
                                    .and(STAFF_PASSKEY.PERSON_ID.eq(person))
                                    .and(STAFF_PASSKEY.SIGN_COUNT.eq(before))
                                    .execute()
                            == 1;
        };
    }

    /// Who a token is of, at this moment.
    ///
    /// @param today for the pledge
    Optional<SignedIn> find(byte[] token, Instant now, Duration idle, LocalDate today) {
        return db.transact(tx ->
                tx.select(STAFF_SESSION.ID, STAFF_SESSION.PERSON_ID, STAFF_SESSION.SEEN_AT)
                        .from(STAFF_SESSION)
                        .where(STAFF_SESSION.TOKEN_SHA256.eq(token))
                        .and(STAFF_SESSION.STAGE.eq(Stage.SIGNED_IN.name()))
                        .and(STAFF_SESSION.ENDS_AT.gt(utc(now)))
                        .and(STAFF_SESSION.SEEN_AT.gt(utc(now.minus(idle))))
                        .and(STAFF_SESSION.SEEN_AT.le(utc(now.plus(SKEW))))
                        .fetchOptional()
                        .flatMap(row -> {
                            if (row.value3().toInstant().isBefore(now.minus(SEEN_EVERY))) {
                                see(tx, row.value1(), now);
                            }
                            return SubjectRepository.subject(tx, row.value2(), today)
                                    .map(subject -> new SignedIn(subject, row.value1()));
                        }));
    }

    private static void see(DSLContext tx, UUID session, Instant now) {
        tx.update(STAFF_SESSION)
                .set(STAFF_SESSION.SEEN_AT, utc(now))
                .where(STAFF_SESSION.ID.eq(session))
                .execute();
    }

    void end(UUID session, Act act) {
        db.transact(tx -> {
            if (tx.deleteFrom(STAFF_SESSION).where(STAFF_SESSION.ID.eq(session)).execute() == 1) {
                AuditRepository.record(tx, act);
            }
            return session;
        });
    }

    static void endAll(DSLContext tx, UUID person) {
        tx.deleteFrom(STAFF_SESSION).where(STAFF_SESSION.PERSON_ID.eq(person)).execute();
    }

    static void endOthers(DSLContext tx, UUID person, UUID but) {
        tx.deleteFrom(STAFF_SESSION)
                .where(STAFF_SESSION.PERSON_ID.eq(person))
                .and(STAFF_SESSION.ID.ne(but))
                .execute();
    }

    boolean knows(UUID person, byte[] device, Instant since) {
        return db.transact(tx ->
                tx.fetchExists(
                        STAFF_DEVICE,
                        STAFF_DEVICE
                                .TOKEN_SHA256
                                .eq(device)
                                .and(STAFF_DEVICE.PERSON_ID.eq(person))
                                .and(STAFF_DEVICE.USED_AT.gt(utc(since)))));
    }

    static void know(DSLContext tx, byte[] device, UUID person, Instant at) {
        tx.insertInto(STAFF_DEVICE)
                .set(STAFF_DEVICE.TOKEN_SHA256, device)
                .set(STAFF_DEVICE.PERSON_ID, person)
                .set(STAFF_DEVICE.USED_AT, utc(at))
                .onConflict(STAFF_DEVICE.TOKEN_SHA256)
                .doUpdate()
                .set(STAFF_DEVICE.USED_AT, utc(at))
                .execute();
        var newest =
                tx.select(STAFF_DEVICE.TOKEN_SHA256)
                        .from(STAFF_DEVICE)
                        .where(STAFF_DEVICE.PERSON_ID.eq(person))
                        .orderBy(STAFF_DEVICE.USED_AT.desc())
                        .limit(10)
                        .fetch(STAFF_DEVICE.TOKEN_SHA256);
        tx.deleteFrom(STAFF_DEVICE)
                .where(STAFF_DEVICE.PERSON_ID.eq(person))
                .and(STAFF_DEVICE.TOKEN_SHA256.notIn(newest))
                .execute();
    }
}
