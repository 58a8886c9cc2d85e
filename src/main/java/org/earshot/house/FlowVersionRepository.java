package org.earshot.house;

import static org.earshot.db.generated.Tables.FLOW_RELEASE;
import static org.earshot.db.generated.Tables.FLOW_VERSION;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.earshot.db.Database;
import org.earshot.house.FlowFile.Kind;
import org.earshot.house.FlowRelease.Entry;
import org.earshot.house.FlowRelease.Origin;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/// Versions of flows, and which were in force from when on. Both tables only grow.
final class FlowVersionRepository {

    /// A file that is in force, and by whom.
    record InForce(FlowFile file, Origin origin) {}

    /// A version that is kept.
    ///
    /// @param sha256 in hex
    record Kept(FlowFile.Place place, String sha256, Instant storedAt) {}

    private final Database database;

    FlowVersionRepository(Database database) {
        this.database = database;
    }

    /// The number of the newest release; 0 before the first.
    int newest() {
        return database.transact(FlowVersionRepository::newest);
    }

    private static int newest(DSLContext db) {
        return db.select(DSL.coalesce(DSL.max(FLOW_RELEASE.NUMBER), 0))
                .from(FLOW_RELEASE)
                .fetchSingle(row -> row.value1());
    }

    /// Keeps versions, in force or not.
    void keep(List<FlowFile> files, Instant at) {
        database.transact(db -> {
            files.forEach(file -> keep(db, file, at));
            return files.size();
        });
    }

    private static void keep(DSLContext db, FlowFile file, Instant at) {
        db.insertInto(FLOW_VERSION)
                .set(FLOW_VERSION.KIND, file.kind().name())
                .set(FLOW_VERSION.NAME, file.name())
                .set(FLOW_VERSION.SHA256, bytes(file.sha256()))
                .set(FLOW_VERSION.SOURCE, file.source())
                .set(FLOW_VERSION.STORED_AT, at.atOffset(ZoneOffset.UTC))
                .onConflictDoNothing()
                .execute();
    }

    /// Puts files in force, unless somebody else put others in force since `seen` was the newest
    /// release.
    ///
    /// @param restores of a rollback
    /// @return the number of the release; empty: look again
    Optional<Integer> release(
            int seen, List<FlowFile> files, Origin origin, Optional<Integer> restores, Instant at) {
        return database.transact(db -> {
            // one at a time: two releases of one number would be one
            db.execute("LOCK TABLE flow_release IN SHARE ROW EXCLUSIVE MODE");
            if (newest(db) != seen) {
                return Optional.empty();
            }
            for (var file : files) {
                keep(db, file, at);
                db.insertInto(FLOW_RELEASE)
                        .set(FLOW_RELEASE.NUMBER, seen + 1)
                        .set(FLOW_RELEASE.KIND, file.kind().name())
                        .set(FLOW_RELEASE.NAME, file.name())
                        .set(FLOW_RELEASE.SHA256, bytes(file.sha256()))
                        .set(FLOW_RELEASE.ORIGIN, origin.name())
                        .set(FLOW_RELEASE.RESTORES, restores.orElse(null))
                        .set(FLOW_RELEASE.PUBLISHED_AT, at.atOffset(ZoneOffset.UTC))
                        .execute();
            }
            return Optional.of(seen + 1);
        });
    }

    /// What was in force when `number` was the newest release.
    List<InForce> inForceAt(int number) {
        return database.transact(db ->
                db.select(
                                FLOW_RELEASE.KIND,
                                FLOW_RELEASE.NAME,
                                FLOW_VERSION.SOURCE,
                                FLOW_RELEASE.ORIGIN)
                        .distinctOn(FLOW_RELEASE.KIND, FLOW_RELEASE.NAME)
                        .from(FLOW_RELEASE)
                        .join(FLOW_VERSION)
                        .on(FLOW_VERSION.KIND.eq(FLOW_RELEASE.KIND))
                        .and(FLOW_VERSION.NAME.eq(FLOW_RELEASE.NAME))
                        .and(FLOW_VERSION.SHA256.eq(FLOW_RELEASE.SHA256))
                        .where(FLOW_RELEASE.NUMBER.le(number))
                        .orderBy(FLOW_RELEASE.KIND, FLOW_RELEASE.NAME, FLOW_RELEASE.NUMBER.desc())
                        .fetch(row ->
                                new InForce(
                                        new FlowFile(
                                                Kind.valueOf(row.value1()),
                                                row.value2(),
                                                row.value3()),
                                        Origin.valueOf(row.value4()))));
    }

    Optional<FlowFile> version(FlowFile.Place place, String sha256) {
        return database.transact(db ->
                db.selectFrom(FLOW_VERSION)
                        .where(FLOW_VERSION.KIND.eq(place.kind().name()))
                        .and(FLOW_VERSION.NAME.eq(place.name()))
                        .and(FLOW_VERSION.SHA256.eq(bytes(sha256)))
                        .fetchOptional(
                                row -> new FlowFile(place.kind(), place.name(), row.getSource())));
    }

    /// The newest first.
    List<Kept> versions() {
        return database.transact(db ->
                db.select(
                                FLOW_VERSION.KIND,
                                FLOW_VERSION.NAME,
                                FLOW_VERSION.SHA256,
                                FLOW_VERSION.STORED_AT)
                        .from(FLOW_VERSION)
                        .orderBy(FLOW_VERSION.STORED_AT.desc(), FLOW_VERSION.NAME)
                        .fetch(row ->
                                new Kept(
                                        place(row.value1(), row.value2()),
                                        HexFormat.of().formatHex(row.value3()),
                                        row.value4().toInstant())));
    }

    /// The newest first.
    List<FlowRelease> releases() {
        return database.transact(db -> {
            var rows =
                    db.selectFrom(FLOW_RELEASE)
                            .orderBy(
                                    FLOW_RELEASE.NUMBER.desc(),
                                    FLOW_RELEASE.KIND,
                                    FLOW_RELEASE.NAME)
                            .fetch();
            var releases = new ArrayList<FlowRelease>();
            rows.intoGroups(FLOW_RELEASE.NUMBER)
                    .forEach((number, of) -> releases.add(release(number, of)));
            return releases;
        });
    }

    private static FlowRelease release(int number, Result<? extends Record> rows) {
        var first = rows.getFirst();
        return new FlowRelease(
                number,
                Origin.valueOf(first.get(FLOW_RELEASE.ORIGIN)),
                Optional.ofNullable(first.get(FLOW_RELEASE.RESTORES)),
                first.get(FLOW_RELEASE.PUBLISHED_AT).toInstant(),
                rows.map(row ->
                        new Entry(
                                place(row.get(FLOW_RELEASE.KIND), row.get(FLOW_RELEASE.NAME)),
                                HexFormat.of().formatHex(row.get(FLOW_RELEASE.SHA256)))));
    }

    private static FlowFile.Place place(String kind, String name) {
        return new FlowFile.Place(Kind.valueOf(kind), name);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
