package org.earshot.shield;

import static org.earshot.db.vault.Tables.ENROLLED;
import static org.earshot.db.vault.Tables.SMS_OUT;
import static org.earshot.db.vault.Tables.VAULT_VERSION;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.earshot.db.Database;
import org.earshot.telephony.CallerToken;
import org.jooq.DSLContext;

/// What the vault keeps in its database: everything about numbers in it is sealed.
final class VaultRepository {

    /// @param sealedNumber under the key of this entry
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Entry(UUID id, CallerToken token, byte[] sealedNumber) {

        @Override
        public String toString() {
            return id.toString();
        }
    }

    /// @param version at the latest that of `entries`
    record Contents(long version, List<Entry> entries) {

        Contents {
            entries = List.copyOf(entries);
        }
    }

    private final Database db;

    VaultRepository(Database db) {
        this.db = db;
    }

    /// Differs from an earlier answer when somebody was enrolled or forgotten since.
    long version() {
        return db.transact(VaultRepository::version);
    }

    Contents read() {
        return db.transact(tx -> new Contents(version(tx), entries(tx)));
    }

    /// Adds `fresh`, unless `same` finds the same party among those there are: several shields may
    /// enrol at once, and one after the other they pass here.
    ///
    /// @return the token of the party
    CallerToken add(Entry fresh, LocalDate on, Function<List<Entry>, Optional<CallerToken>> same) {
        return db.transact(tx -> {
            lockAndCount(tx);
            return same.apply(entries(tx)).orElseGet(() -> insert(tx, fresh, on));
        });
    }

    /// @param destroy what must have happened before the row is gone
    /// @return whether there was one
    boolean remove(CallerToken token, Consumer<UUID> destroy) {
        return db.transact(tx -> {
            lockAndCount(tx);
            var id =
                    tx.deleteFrom(ENROLLED)
                            .where(ENROLLED.TOKEN.eq(token.value()))
                            .returning(ENROLLED.ID)
                            .fetchOptional(ENROLLED.ID);
            id.ifPresent(destroy);
            return id.isPresent();
        });
    }

    /// Keeps the first of several with the same id.
    void addMessage(UUID id, byte[] wrappedKey, byte[] sealed, Instant at) {
        db.transact(tx ->
                tx.insertInto(SMS_OUT)
                        .set(SMS_OUT.ID, id)
                        .set(SMS_OUT.WRAPPED_KEY, wrappedKey)
                        .set(SMS_OUT.SEALED_MESSAGE, sealed)
                        .set(SMS_OUT.ACCEPTED_AT, at.atOffset(ZoneOffset.UTC))
                        .onConflictDoNothing()
                        .execute());
    }

    private static CallerToken insert(DSLContext tx, Entry fresh, LocalDate on) {
        tx.insertInto(ENROLLED)
                .set(ENROLLED.ID, fresh.id())
                .set(ENROLLED.TOKEN, fresh.token().value())
                .set(ENROLLED.SEALED_NUMBER, fresh.sealedNumber())
                .set(ENROLLED.ENROLLED_ON, on)
                .execute();
        return fresh.token();
    }

    private static void lockAndCount(DSLContext tx) {
        tx.update(VAULT_VERSION)
                .set(VAULT_VERSION.VERSION, VAULT_VERSION.VERSION.plus(1))
                .execute();
    }

    private static long version(DSLContext tx) {
        return tx.select(VAULT_VERSION.VERSION).from(VAULT_VERSION).fetchSingle().value1();
    }

    private static List<Entry> entries(DSLContext tx) {
        return tx.select(ENROLLED.ID, ENROLLED.TOKEN, ENROLLED.SEALED_NUMBER)
                .from(ENROLLED)
                .fetch(row -> new Entry(row.value1(), new CallerToken(row.value2()), row.value3()));
    }
}
