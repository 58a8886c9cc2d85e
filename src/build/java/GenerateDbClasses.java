import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/// Writes `org.earshot.db.generated` from the migrations, by way of a real PostgreSQL that has just
/// run them. Unchanged migrations (by SHA-256) are skipped. Run by the build: `GenerateDbClasses
/// MIGRATIONS OUTPUT`.
public final class GenerateDbClasses {

    public static void main(String[] args) throws Exception {
        Path migrations = Path.of(args[0]);
        Path output = Path.of(args[1]);
        Path mark = output.resolve(".migrations.sha256");
        String wanted = hash(migrations);
        if (Files.exists(mark) && Files.readString(mark).equals(wanted)) {
            return;
        }
        try (var postgres =
                EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(90)).start()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("filesystem:" + migrations)
                    .load()
                    .migrate();
            GenerationTool.generate(configuration(postgres, output));
        }
        Files.writeString(mark, wanted);
    }

    private static Configuration configuration(EmbeddedPostgres postgres, Path output) {
        var database =
                new Database()
                        .withName("org.jooq.meta.postgres.PostgresDatabase")
                        .withInputSchema("public")
                        .withExcludes("flyway_schema_history")
                        .withOutputSchemaToDefault(true);
        return new Configuration()
                .withJdbc(
                        new Jdbc()
                                .withDriver("org.postgresql.Driver")
                                .withUrl(postgres.getJdbcUrl("postgres", "postgres"))
                                .withUser("postgres"))
                .withGenerator(
                        new Generator()
                                .withDatabase(database)
                                .withGenerate(
                                        new Generate()
                                                .withRecords(true)
                                                .withGeneratedAnnotation(true))
                                .withTarget(
                                        new Target()
                                                .withPackageName("org.earshot.db.generated")
                                                .withDirectory(output.toString())));
    }

    private static String hash(Path migrations) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(org.jooq.Constants.FULL_VERSION.getBytes(StandardCharsets.UTF_8));
        try (var files = Files.list(migrations)) {
            for (Path file : files.sorted().toList()) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(contents(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] contents(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
