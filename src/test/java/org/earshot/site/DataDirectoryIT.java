package org.earshot.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The data directory")
class DataDirectoryIT {

    @TempDir private Path home;

    @Test
    void keeps_ports_and_secrets_from_one_start_to_the_next() {
        Instance first;
        try (var data = DataDirectory.open(home.resolve("d"))) {
            first = data.instance();
        }

        try (var data = DataDirectory.open(home.resolve("d"))) {
            assertThat(data.instance()).isEqualTo(first);
        }
    }

    @Test
    void lets_only_its_owner_in() throws Exception {
        try (var data = DataDirectory.open(home.resolve("d"))) {
            assertThat(mode(data.root())).isEqualTo("rwx------");
            assertThat(mode(data.root().resolve("instance.json"))).isEqualTo("rw-------");
            assertThat(mode(data.keys())).isEqualTo("rwx------");
        }
    }

    @Test
    void refuses_a_second_earshot_and_names_the_first() {
        try (var data = DataDirectory.open(home.resolve("d"))) {
            assertThatThrownBy(() -> DataDirectory.open(data.root()))
                    .isInstanceOf(SiteFault.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
        }
    }

    @Test
    void can_be_read_by_the_core_beside_its_owner() {
        try (var data = DataDirectory.open(home.resolve("d"));
                var beside = DataDirectory.existing(data.root())) {
            assertThat(beside.instance()).isEqualTo(data.instance());
        }
    }

    @Test
    void says_how_to_make_one_where_there_is_none() {
        assertThatThrownBy(() -> DataDirectory.existing(home))
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("There is no Earshot in '" + home + "'")
                .hasMessageContaining("earshot up");
    }

    @Test
    void does_not_guess_at_a_broken_instance_file() throws Exception {
        Files.writeString(home.resolve("instance.json"), "{\"name\": \"x\"");

        assertThatThrownBy(() -> DataDirectory.open(home))
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("instance.json' cannot be understood");
        // and the lock is not left behind
        Files.delete(home.resolve("instance.json"));
        DataDirectory.open(home).close();
    }

    @Test
    void says_how_much_room_is_missing() {
        assertThatThrownBy(() -> DataDirectory.requireFreeSpace(home, Long.MAX_VALUE))
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("MB free")
                .hasMessageContaining("make room");
    }

    @Test
    void never_prints_a_secret() {
        try (var data = DataDirectory.open(home.resolve("d"))) {
            Instance instance = data.instance();

            assertThat(instance + " " + instance.secrets() + " " + data.postgres(home))
                    .doesNotContain(instance.secrets().ari(), instance.postgresPassword());
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
