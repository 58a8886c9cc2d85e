package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.earshot.sip.Protocol;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Addresses in settings")
class ListeningTest {

    @Test
    void name_transport_address_and_port() {
        assertThat(Listening.hop("udp:127.0.0.1:5060").address().getPort()).isEqualTo(5060);
        assertThat(Listening.hop("tls:[2001:db8::1]:5061").protocol()).isEqualTo(Protocol.TLS);
        assertThat(Listening.point(Side.INNER, "tcp:0.0.0.0:0").port()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "udp",
                "127.0.0.1:5060",
                "udp:host.example:5060",
                "sctp:127.0.0.1:1",
                "udp:127.0.0.1:x",
                "udp:127.0.0.1:99999",
                "udp:300.0.0.1:5060"
            })
    void that_are_none_are_refused_by_name(String text) {
        assertThatThrownBy(() -> Listening.hop(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
