package org.earshot.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.db.generated.Tables.AUDIT_ACCESS_KEY;
import static org.earshot.db.generated.Tables.AUDIT_LEAF;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The log of reads and denials")
@ExtendWith(TestPostgres.class)
class AccessLogIT {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

    @Test
    void keeps_what_is_said_under_one_key_a_month(Database db, @TempDir Path directory) {
        var keys = KeyService.open(directory.resolve("keys"));
        var deed = new Deed("case.read", new Actor.Staff(new UUID(0, 1)), "case", "7");

        new AccessLog(db, keys, CLOCK).record(deed, "the reporter rang again");
        new AccessLog(db, keys, CLOCK).record(deed, "once more");

        var wrapped =
                db.transact(tx ->
                        tx.select(AUDIT_ACCESS_KEY.WRAPPED_KEY)
                                .from(AUDIT_ACCESS_KEY)
                                .fetch(row -> row.value1()));
        assertThat(wrapped).hasSize(1);
        var key = keys.unwrap(wrapped.getFirst());
        var said =
                db.transact(tx ->
                        tx.select(AUDIT_LEAF.LEAF)
                                .from(AUDIT_LEAF)
                                .orderBy(AUDIT_LEAF.SERIAL)
                                .fetch(row -> LeafCodec.read(row.value1())));
        assertThat(said)
                .extracting(act -> new String(act.details(key), StandardCharsets.UTF_8))
                .containsExactly("the reporter rang again", "once more");
        assertThat(said).allMatch(act -> act.deed().equals(deed));
        assertThat(key.bucket()).hasToString("STAFF-2036-12-31");
    }
}
