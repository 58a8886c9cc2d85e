package org.earshot.staff;

import static org.earshot.db.generated.Tables.STAFF_PASSKEY;
import static org.earshot.staff.PersonRepository.utc;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.earshot.audit.Act;
import org.earshot.audit.AuditRepository;
import org.earshot.db.Database;

/// Passkeys: public keys, and how often each was used.
final class PasskeyRepository {

    record Stored(UUID id, Passkeys.Made made) {}

    private final Database db;

    PasskeyRepository(Database db) {
        this.db = db;
    }

    List<Passkey> of(UUID person) {
        return db.transact(tx ->
                tx.selectFrom(STAFF_PASSKEY)
                        .where(STAFF_PASSKEY.PERSON_ID.eq(person))
                        .orderBy(STAFF_PASSKEY.ADDED_AT, STAFF_PASSKEY.ID)
                        .fetch(row ->
                                new Passkey(
                                        row.getId(),
                                        row.getLabel(),
                                        row.getAddedAt().toInstant(),
                                        row.getUsedAt() == null
                                                ? null
                                                : row.getUsedAt().toInstant())));
    }

    List<byte[]> credentials(UUID person) {
        return db.transact(tx ->
                tx.select(STAFF_PASSKEY.CREDENTIAL_ID)
                        .from(STAFF_PASSKEY)
                        .where(STAFF_PASSKEY.PERSON_ID.eq(person))
                        .fetch(STAFF_PASSKEY.CREDENTIAL_ID));
    }

    Optional<Stored> find(UUID person, byte[] credential) {
        return db.transact(tx ->
                tx.selectFrom(STAFF_PASSKEY)
                        .where(STAFF_PASSKEY.PERSON_ID.eq(person))
                        .and(STAFF_PASSKEY.CREDENTIAL_ID.eq(credential))
                        .fetchOptional(row ->
                                new Stored(
                                        row.getId(),
                                        new Passkeys.Made(
                                                row.getCredentialId(),
                                                row.getAttested(),
                                                row.getSignCount()))));
    }

    void add(UUID person, Passkey passkey, Passkeys.Made made, Act act) {
        StaffRuleRepository.translate(() ->
                db.transact(tx -> {
                    PersonRepository.requireHere(tx, person);
                    tx.insertInto(STAFF_PASSKEY)
                            .set(STAFF_PASSKEY.ID, passkey.id())
                            .set(STAFF_PASSKEY.PERSON_ID, person)
                            .set(STAFF_PASSKEY.CREDENTIAL_ID, made.credential())
                            .set(STAFF_PASSKEY.ATTESTED, made.attested())
                            .set(STAFF_PASSKEY.SIGN_COUNT, made.count())
                            .set(STAFF_PASSKEY.LABEL, passkey.label())
                            .set(STAFF_PASSKEY.ADDED_AT, utc(passkey.addedAt()))
                            .onConflict(STAFF_PASSKEY.ID)
                            .doNothing()
                            .execute();
                    AuditRepository.record(tx, act);
                    return passkey;
                }));
    }

    void remove(UUID person, UUID id, Act act) {
        db.transact(tx -> {
            int gone =
                    tx.deleteFrom(STAFF_PASSKEY)
                            .where(STAFF_PASSKEY.ID.eq(id))
                            .and(STAFF_PASSKEY.PERSON_ID.eq(person))
                            .execute();
            if (gone == 0) {
                throw StaffRefused.unknown("passkey of yours");
            }
            AuditRepository.record(tx, act);
            return id;
        });
    }
}
