package org.earshot.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnitPathTest {

    private final UUID nation = new UUID(0, 1);
    private final UUID province = new UUID(0, 2);
    private final UUID city = new UUID(0, 3);

    @Test
    void a_unit_lies_below_all_above_it_and_not_below_itself_or_a_sibling() {
        var of = new UnitPath(List.of(nation, province, city));

        assertThat(of.unit()).isEqualTo(city);
        assertThat(of.isBelow(new UnitPath(List.of(nation)))).isTrue();
        assertThat(of.isBelow(new UnitPath(List.of(nation, province)))).isTrue();
        assertThat(of.isBelow(of)).isFalse();
        assertThat(of.isBelow(new UnitPath(List.of(nation, UUID.randomUUID())))).isFalse();
        assertThat(new UnitPath(List.of(nation)).isBelow(of)).isFalse();
    }

    @Test
    void a_path_without_a_unit_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new UnitPath(List.of()));
    }
}
