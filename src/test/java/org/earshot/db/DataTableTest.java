package org.earshot.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.earshot.db.generated.DefaultSchema;
import org.jooq.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Compares the data table of `sql/README.md` with the columns of the migrations, as jOOQ read them
/// from a real PostgreSQL.
@DisplayName("The data table")
class DataTableTest {

    private static final Schema VAULT = org.earshot.db.vault.DefaultSchema.DEFAULT_SCHEMA;

    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z_0-9]+\\.[a-z_0-9]+)` \\|(.*)\\|");

    @Test
    void has_one_row_for_each_column_and_no_other() throws IOException {
        var columns = new TreeSet<String>();
        Stream.of(DefaultSchema.DEFAULT_SCHEMA, VAULT)
                .flatMap(schema -> schema.getTables().stream())
                .forEach(table -> {
                    for (var field : table.fields()) {
                        columns.add(table.getName() + "." + field.getName());
                    }
                });

        assertThat(columns).hasSizeGreaterThan(20);
        assertThat(rows().keySet()).isEqualTo(columns);
    }

    @Test
    void answers_every_question_about_each_column() throws IOException {
        rows().forEach((column, cells) ->
                assertThat(cells).as(column).hasSize(4).noneMatch(String::isBlank));
    }

    @Test
    void names_a_key_for_everything_sealed() throws IOException {
        rows().forEach((column, cells) -> {
            if (column.matches(".*\\.sealed_(?!at$).*")) {
                assertThat(cells.get(1)).as(column).contains("data key");
            }
        });
    }

    private static Map<String, List<String>> rows() throws IOException {
        var rows = new TreeMap<String, List<String>>();
        for (String line : Files.readAllLines(Path.of("sql/README.md"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                var cells = Arrays.stream(row.group(2).split("\\|")).map(String::strip).toList();
                assertThat(rows.put(row.group(1), cells)).as("second row for %s", line).isNull();
            }
        }
        return rows;
    }
}
