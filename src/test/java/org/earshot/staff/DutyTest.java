package org.earshot.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.earshot.rights.Policy;
import org.earshot.rights.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DutyTest {

    @ParameterizedTest
    @EnumSource
    void lets_those_roles_meet_that_the_policy_does(Role one) {
        for (Role other : Role.values()) {
            var both = one == other ? Set.of(one) : Set.of(one, other);

            if (Policy.builtIn().goTogether(both)) {
                assertThat(Duty.of(both)).hasValue(Duty.of(one));
            } else {
                assertThatThrownBy(() -> Duty.of(both)).isInstanceOf(StaffRefused.class);
            }
        }
    }

    @Test
    void is_none_without_a_role() {
        assertThat(Duty.of(Set.of())).isEmpty();
    }
}
