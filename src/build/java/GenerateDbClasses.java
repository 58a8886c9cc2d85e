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

/// Writes the classes of one package from the migrations of one database, by way of a real
/// PostgreSQL that has just run them. Unchanged migrations (by SHA-256) are skipped. Run by the
/// build: `GenerateDbClasses OUTPUT MIGRATIONS PACKAGE [MIGRATIONS PACKAGE]…`.
public final class GenerateDbClasses {

    public static void main(String[] args) throws Exception {
        Path output = Path.of(args[0]);
        for (int i = 1; i + 1 < args.length; i += 2) {
            generate(output, Path.of(args[i]), args[i + 1]);
        }
    }

    private static void generate(Path output, Path migrations, String target) throws Exception {
        Path mark = output.resolve("." + target + ".sha256");
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
            GenerationTool.generate(configuration(postgres, output, target));
        }
        Files.writeString(mark, wanted);
    }

    private static Configuration configuration(
            EmbeddedPostgres postgres, Path output, String target) {
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
                                                .withPackageName(target)
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
