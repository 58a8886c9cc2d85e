package org.earshot.app;

import static org.earshot.db.generated.Tables.PERSON;
import static org.earshot.db.generated.Tables.STAFF_ROLE;
import static org.earshot.db.generated.Tables.STAFF_SESSION;
import static org.earshot.db.generated.Tables.UNIT;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.earshot.rights.Role;
import org.jooq.DSLContext;

/// Somebody who has signed in, without the way there: for tests of what comes after it.
final class SignedInStaff {

    private SignedInStaff() {}

    /// @return the token of their session
    static String at(Path data, Role role) {
        try (var archive = Archive.open(new Places(data, new Places().cache()))) {
            return archive.database().transact(tx -> in(tx, role));
        }
    }

    static String in(DSLContext tx, Role role) {
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        var person = UUID.randomUUID();
        String duty =
                switch (role) {
                    case AGENT, REVIEWER, SPECIALIST, UNIT_OFFICER, SUPERVISOR -> "WORK";
                    case AUDITOR -> "AUDIT";
                    case CUSTODIAN -> "KEYS";
                    case ADMINISTRATOR -> "HOUSE";
                };
        tx.insertInto(PERSON)
                .set(PERSON.ID, person)
                .set(PERSON.SIGN_IN_NAME, "p" + person)
                .set(PERSON.NAME, "somebody")
                .set(PERSON.UNIT_ID, root(tx))
                .set(PERSON.DUTY, duty)
                .set(PERSON.PLEDGED_UNTIL, now.toLocalDate().plusDays(9))
                .set(PERSON.ADDED_AT, now)
                .execute();
        tx.insertInto(STAFF_ROLE)
                .set(STAFF_ROLE.PERSON_ID, person)
                .set(STAFF_ROLE.ROLE, role.name())
                .set(STAFF_ROLE.DUTY, duty)
                .set(STAFF_ROLE.GIVEN_AT, now)
                .execute();
        var token =
                Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(person.toString()));
        tx.insertInto(STAFF_SESSION)
                .set(STAFF_SESSION.ID, UUID.randomUUID())
                .set(STAFF_SESSION.PERSON_ID, person)
                .set(STAFF_SESSION.TOKEN_SHA256, sha256(token))
                .set(STAFF_SESSION.STAGE, "SIGNED_IN")
                .set(STAFF_SESSION.BEGAN_AT, now)
                .set(STAFF_SESSION.SEEN_AT, now)
                .set(STAFF_SESSION.ENDS_AT, now.plusHours(2))
                .execute();
        return token;
    }

    private static UUID root(DSLContext tx) {
        return tx.select(UNIT.ID)
                .from(UNIT)
                .where(UNIT.PARENT.isNull())
                .fetchOptional(row -> row.value1())
                .orElseGet(() -> {
                    var root = UUID.randomUUID();
                    tx.insertInto(UNIT).set(UNIT.ID, root).set(UNIT.NAME, "nation").execute();
                    return root;
                });
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
        }
    }
}
