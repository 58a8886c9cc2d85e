package org.earshot.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.earshot.site.Ports.Protocol;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ports")
class PortsIT {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String REMEDY = "see instance.json.";

    @Test
    void names_the_taken_tcp_port_its_use_and_the_remedy() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() ->
                            Ports.requireFree("PostgreSQL", Protocol.TCP, LOOPBACK, port, REMEDY))
                    .isInstanceOf(SiteFault.class)
                    .hasMessageContaining("TCP port " + port + " on 127.0.0.1")
                    .hasMessageContaining("PostgreSQL")
                    .hasMessageEndingWith(REMEDY);
        }
    }

    @Test
    void notices_a_taken_udp_port_although_tcp_is_free() throws Exception {
        try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Ports.requireFree("SIP", Protocol.UDP, LOOPBACK, port, REMEDY))
                    .hasMessageContaining("UDP port " + port);
        }
    }

    @Test
    void hands_out_different_ports_that_are_free() {
        var ports = Ports.findFree(Protocol.TCP, LOOPBACK, 5);

        assertThat(ports).hasSize(5).doesNotHaveDuplicates();
        for (int port : ports) {
            assertThatCode(() -> Ports.requireFree("any", Protocol.TCP, LOOPBACK, port, REMEDY))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void says_when_the_address_is_not_one() {
        assertThatThrownBy(() -> Ports.findFree(Protocol.UDP, "no-such-host.invalid"))
                .isInstanceOf(SiteFault.class)
                .hasMessageContaining("'no-such-host.invalid' is not an address of this machine");
    }
}
