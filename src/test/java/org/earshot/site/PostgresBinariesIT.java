package org.earshot.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("PostgreSQL's programs")
class PostgresBinariesIT {

    @Test
    void may_be_unpacked_by_several_at_once(@TempDir Path cache) throws Exception {
        Callable<Path> unpack = () -> PostgresBinaries.unpack(cache);
        var found = new HashSet<Path>();
        try (var pool = Executors.newFixedThreadPool(3)) {
            for (Future<Path> one : pool.invokeAll(Collections.nCopies(3, unpack))) {
                found.add(one.get());
            }
        }
        assertThat(found).hasSize(1).allMatch(it -> Files.isExecutable(it.resolve("bin/postgres")));
        try (var left = Files.list(cache)) {
            assertThat(left.toList()).isEqualTo(List.copyOf(found));
        }
    }
}
