package org.earshot.staff;

import static org.earshot.db.generated.Tables.PERSON;
import static org.earshot.db.generated.Tables.STAFF_DEVICE;
import static org.earshot.db.generated.Tables.STAFF_INVITATION;
import static org.earshot.db.generated.Tables.STAFF_PASSKEY;
import static org.earshot.db.generated.Tables.STAFF_PASSWORD;
import static org.earshot.db.generated.Tables.STAFF_RECOVERY_CODE;
import static org.earshot.db.generated.Tables.STAFF_SESSION;
import static org.earshot.db.generated.Tables.STAFF_TOTP;
import static org.earshot.staff.PersonRepository.utc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.audit.Act;
import org.earshot.audit.AuditRepository;
import org.earshot.crypto.Argon2id;
import org.earshot.db.Database;
import org.jooq.Condition;
import org.jooq.DSLContext;

/// Passwords, secrets of second factors, recovery codes and invitations.
final class CredentialRepository {

    record Password(UUID person, Passwords.Hashed hashed) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record TotpSecret(byte[] wrappedKey, byte[] sealed, long lastStep) {}

    record Invited(UUID person, String signInName) {}

    private final Database db;

    CredentialRepository(Database db) {
        this.db = db;
    }

    /// Of somebody who is here and has a second factor in force.
    Optional<Password> password(String signInName) {
        return password(PERSON.SIGN_IN_NAME.eq(signInName));
    }

    Optional<Password> password(UUID person) {
        return password(PERSON.ID.eq(person));
    }

    private Optional<Password> password(Condition whose) {
        return db.transact(tx ->
                tx.select(STAFF_PASSWORD.asterisk())
                        .from(STAFF_PASSWORD)
                        .join(PERSON)
                        .on(PERSON.ID.eq(STAFF_PASSWORD.PERSON_ID))
                        .join(STAFF_TOTP)
                        .on(STAFF_TOTP.PERSON_ID.eq(PERSON.ID))
                        .where(whose)
                        .and(PERSON.HERE)
                        .and(STAFF_TOTP.IN_FORCE)
                        .fetchOptionalInto(STAFF_PASSWORD)
                        .map(row ->
                                new Password(
                                        row.getPersonId(),
                                        new Passwords.Hashed(
                                                row.getSalt(),
                                                row.getHash(),
                                                new Argon2id.Cost(
                                                        row.getMemoryKib(),
                                                        row.getPasses(),
                                                        row.getLanes())))));
    }

    boolean hasPasskey(UUID person) {
        return db.transact(tx -> tx.fetchExists(STAFF_PASSKEY, STAFF_PASSKEY.PERSON_ID.eq(person)));
    }

    Optional<TotpSecret> totp(UUID person, boolean inForce) {
        return db.transact(tx ->
                tx.select(STAFF_TOTP.WRAPPED_KEY, STAFF_TOTP.SEALED_SECRET, STAFF_TOTP.LAST_STEP)
                        .from(STAFF_TOTP)
                        .where(STAFF_TOTP.PERSON_ID.eq(person))
                        .and(STAFF_TOTP.IN_FORCE.eq(inForce))
                        .fetchOptional(
                                row -> new TotpSecret(row.value1(), row.value2(), row.value3())));
    }

    /// A deed that failed.
    void record(Act act) {
        db.transact(tx -> {
            AuditRepository.record(tx, act);
            return act;
        });
    }

    /// Whatever the person had is gone; the code is the one way in.
    void invite(UUID person, byte[] hash, Instant at, Instant expires, Act act) {
        db.transact(tx -> {
            PersonRepository.requireHere(tx, person);
            invite(tx, person, hash, at, expires);
            AuditRepository.record(tx, act);
            return person;
        });
    }

    static void invite(DSLContext tx, UUID person, byte[] hash, Instant at, Instant expires) {
        forget(tx, person);
        tx.insertInto(STAFF_INVITATION)
                .set(STAFF_INVITATION.PERSON_ID, person)
                .set(STAFF_INVITATION.HASH, hash)
                .set(STAFF_INVITATION.MADE_AT, utc(at))
                .set(STAFF_INVITATION.EXPIRES_AT, utc(expires))
                .execute();
    }

    /// One that is not used and in date, whichever way the clock was set.
    Optional<Invited> invited(byte[] hash, Instant now) {
        return db.transact(tx ->
                tx.select(PERSON.ID, PERSON.SIGN_IN_NAME)
                        .from(STAFF_INVITATION)
                        .join(PERSON)
                        .on(PERSON.ID.eq(STAFF_INVITATION.PERSON_ID))
                        .where(STAFF_INVITATION.HASH.eq(hash))
                        .and(STAFF_INVITATION.EXPIRES_AT.gt(utc(now)))
                        .and(STAFF_INVITATION.MADE_AT.le(utc(now.plusSeconds(300))))
                        .and(PERSON.HERE)
                        .fetchOptional(row -> new Invited(row.value1(), row.value2())));
    }

    /// A password and a secret that count once the first code was given.
    void begin(
            UUID person,
            Passwords.Hashed password,
            TotpSecret secret,
            SessionRepository.Fresh session) {
        db.transact(tx -> {
            PersonRepository.requireHere(tx, person);
            SessionRepository.endAll(tx, person);
            setPassword(tx, person, password, session.at());
            setPending(tx, person, secret, session.at());
            SessionRepository.insert(tx, session);
            return person;
        });
    }

    /// @return false when the invitation or the attempt is used up
    boolean enrol(
            UUID attempt,
            long step,
            List<byte[]> recovery,
            SessionRepository.Fresh session,
            byte[] device,
            Act act) {
        return db.transact(tx -> {
            var person = session.person();
            boolean first =
                    tx.deleteFrom(STAFF_SESSION).where(STAFF_SESSION.ID.eq(attempt)).execute() == 1;
            boolean invited =
                    tx.deleteFrom(STAFF_INVITATION)
                                    .where(STAFF_INVITATION.PERSON_ID.eq(person))
                                    .execute()
                            == 1;
            if (!first || !invited || !putInForce(tx, person, step)) {
                return false;
            }
            setRecovery(tx, person, recovery);
            SessionRepository.insert(tx, session);
            SessionRepository.know(tx, device, person, session.at());
            AuditRepository.record(tx, act);
            return true;
        });
    }

    void changePassword(UUID person, UUID session, Passwords.Hashed password, Instant at, Act act) {
        db.transact(tx -> {
            setPassword(tx, person, password, at);
            SessionRepository.endOthers(tx, person, session);
            AuditRepository.record(tx, act);
            return person;
        });
    }

    void pendTotp(UUID person, TotpSecret secret, Instant at) {
        db.transact(tx -> {
            setPending(tx, person, secret, at);
            return person;
        });
    }

    /// @return false when it was done meanwhile
    boolean replaceTotp(UUID person, UUID session, long step, Act act) {
        return db.transact(tx -> {
            if (!putInForce(tx, person, step)) {
                return false;
            }
            SessionRepository.endOthers(tx, person, session);
            AuditRepository.record(tx, act);
            return true;
        });
    }

    void replaceRecovery(UUID person, List<byte[]> hashes, Act act) {
        db.transact(tx -> {
            setRecovery(tx, person, hashes);
            AuditRepository.record(tx, act);
            return person;
        });
    }

    /// Everything by which a person could sign in, and the sessions there are.
    static void forget(DSLContext tx, UUID person) {
        SessionRepository.endAll(tx, person);
        tx.deleteFrom(STAFF_DEVICE).where(STAFF_DEVICE.PERSON_ID.eq(person)).execute();
        tx.deleteFrom(STAFF_INVITATION).where(STAFF_INVITATION.PERSON_ID.eq(person)).execute();
        tx.deleteFrom(STAFF_PASSKEY).where(STAFF_PASSKEY.PERSON_ID.eq(person)).execute();
        tx.deleteFrom(STAFF_PASSWORD).where(STAFF_PASSWORD.PERSON_ID.eq(person)).execute();
        tx.deleteFrom(STAFF_RECOVERY_CODE)
                .where(STAFF_RECOVERY_CODE.PERSON_ID.eq(person))
                .execute();
        tx.deleteFrom(STAFF_TOTP).where(STAFF_TOTP.PERSON_ID.eq(person)).execute();
    }

    private static void setPassword(
            DSLContext tx, UUID person, Passwords.Hashed password, Instant at) {
        tx.deleteFrom(STAFF_PASSWORD).where(STAFF_PASSWORD.PERSON_ID.eq(person)).execute();
        tx.insertInto(STAFF_PASSWORD)
                .set(STAFF_PASSWORD.PERSON_ID, person)
                .set(STAFF_PASSWORD.SALT, password.salt())
                .set(STAFF_PASSWORD.HASH, password.hash())
                .set(STAFF_PASSWORD.MEMORY_KIB, password.cost().memoryKib())
                .set(STAFF_PASSWORD.PASSES, password.cost().passes())
                .set(STAFF_PASSWORD.LANES, password.cost().lanes())
                .set(STAFF_PASSWORD.SET_AT, utc(at))
                .execute();
    }

    private static void setPending(DSLContext tx, UUID person, TotpSecret secret, Instant at) {
        tx.deleteFrom(STAFF_TOTP)
                .where(STAFF_TOTP.PERSON_ID.eq(person))
                .and(STAFF_TOTP.IN_FORCE.eq(false))
                .execute();
        tx.insertInto(STAFF_TOTP)
                .set(STAFF_TOTP.PERSON_ID, person)
                .set(STAFF_TOTP.IN_FORCE, false)
                .set(STAFF_TOTP.WRAPPED_KEY, secret.wrappedKey())
                .set(STAFF_TOTP.SEALED_SECRET, secret.sealed())
                .set(STAFF_TOTP.LAST_STEP, secret.lastStep())
                .set(STAFF_TOTP.SET_AT, utc(at))
                .execute();
    }

    /// @return false when there is no secret that waits: it was put in force meanwhile
    private static boolean putInForce(DSLContext tx, UUID person, long step) {
        var waits =
                tx.select(STAFF_TOTP.PERSON_ID)
                        .from(STAFF_TOTP)
                        .where(STAFF_TOTP.PERSON_ID.eq(person))
                        .and(STAFF_TOTP.IN_FORCE.eq(false))
                        .forUpdate()
                        .fetchOptional();
        if (waits.isEmpty()) {
            return false;
        }
        tx.deleteFrom(STAFF_TOTP)
                .where(STAFF_TOTP.PERSON_ID.eq(person))
                .and(STAFF_TOTP.IN_FORCE)
                .execute();
        tx.update(STAFF_TOTP)
                .set(STAFF_TOTP.IN_FORCE, true)
                .set(STAFF_TOTP.LAST_STEP, step)
                .where(STAFF_TOTP.PERSON_ID.eq(person))
                .execute();
        return true;
    }

    private static void setRecovery(DSLContext tx, UUID person, List<byte[]> hashes) {
        tx.deleteFrom(STAFF_RECOVERY_CODE)
                .where(STAFF_RECOVERY_CODE.PERSON_ID.eq(person))
                .execute();
        for (byte[] hash : hashes) {
            tx.insertInto(STAFF_RECOVERY_CODE)
                    .set(STAFF_RECOVERY_CODE.PERSON_ID, person)
                    .set(STAFF_RECOVERY_CODE.HASH, hash)
                    .execute();
        }
    }
}
