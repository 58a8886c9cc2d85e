package org.earshot.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, net:192.0.2.7",
        "::ffff:192.0.2.7, net:192.0.2.7",
        "2001:db8:1:2:3:4:5:6, net:2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2:ffff::1, net:2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::1, net:2001:db8:1:3:0:0:0:0/64",
        "'', net:unknown",
        "host.example, net:unknown",
    })
    void is_an_ipv4_address_or_the_prefix_of_an_ipv6_address(String peer, String network) {
        assertThat(Network.of(peer)).isEqualTo(network);
    }
}
