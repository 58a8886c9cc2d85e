package org.earshot.staff;

import static org.earshot.db.generated.Tables.STAFF_DEVICE;
import static org.earshot.db.generated.Tables.STAFF_INVITATION;
import static org.earshot.db.generated.Tables.STAFF_PASSKEY;
import static org.earshot.db.generated.Tables.STAFF_PASSWORD;
import static org.earshot.db.generated.Tables.STAFF_RECOVERY_CODE;
import static org.earshot.db.generated.Tables.STAFF_SESSION;
import static org.earshot.db.generated.Tables.STAFF_TOTP;

import java.util.UUID;
import org.jooq.DSLContext;

/// Sessions. Of their tokens only hashes.
final class SessionRepository {

    private SessionRepository() {}

    static void endAll(DSLContext tx, UUID person) {
        tx.deleteFrom(STAFF_SESSION).where(STAFF_SESSION.PERSON_ID.eq(person)).execute();
    }

    /// Everything by which a person could sign in, and the sessions there are.
    static void forget(DSLContext tx, UUID person) {
        endAll(tx, person);
        tx.deleteFrom(STAFF_DEVICE).where(STAFF_DEVICE.PERSON_ID.eq(person)).execute();
        tx.deleteFrom(STAFF_INVITATION).where(STAFF_INVITATION.PERSON_ID.eq(person)).execute();
        tx.deleteFrom(STAFF_PASSKEY).where(STAFF_PASSKEY.PERSON_ID.eq(person)).execute();
        tx.deleteFrom(STAFF_PASSWORD).where(STAFF_PASSWORD.PERSON_ID.eq(person)).execute();
        tx.deleteFrom(STAFF_RECOVERY_CODE)
                .where(STAFF_RECOVERY_CODE.PERSON_ID.eq(person))
                .execute();
        tx.deleteFrom(STAFF_TOTP).where(STAFF_TOTP.PERSON_ID.eq(person)).execute();
    }
}
