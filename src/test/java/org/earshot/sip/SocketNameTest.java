package org.earshot.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An address in the kernel's form")
class SocketNameTest {

    private final MemorySegment names = Arena.ofAuto().allocate(3L * SocketName.ROOM, 8);

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 5060, false, 16",
        "192.0.2.255, 65535, false, 16",
        "2001:db8::ff, 1, true, 28",
        "::1, 5061, true, 28"
    })
    void is_read_as_it_was_written(String address, int port, boolean six, int length)
            throws UnknownHostException {
        var to = new InetSocketAddress(InetAddress.getByName(address), port);
        assertThat(SocketName.write(names, 1, to, six)).isEqualTo(length);
        assertThat(SocketName.read(names, 1)).isEqualTo(to);
    }

    @Test
    void of_ipv4_on_an_ipv6_socket_is_mapped_and_read_as_ipv4() throws UnknownHostException {
        var to = new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 5060);
        assertThat(SocketName.write(names, 0, to, true)).isEqualTo(28);
        assertThat(SocketName.read(names, 0)).isEqualTo(to);
        assertThat(SocketName.read(names, 0).getAddress()).isInstanceOf(Inet4Address.class);
    }

    @Test
    void of_ipv6_cannot_be_reached_from_an_ipv4_socket() throws UnknownHostException {
        var to = new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 5060);
        assertThat(SocketName.write(names, 0, to, false)).isZero();
    }

    @Test
    void keeps_the_interface_of_a_link_local_one() throws UnknownHostException {
        byte[] local = InetAddress.getByName("fe80::1").getAddress();
        var to = new InetSocketAddress(Inet6Address.getByAddress(null, local, 3), 5060);
        SocketName.write(names, 2, to, true);
        var read = (Inet6Address) SocketName.read(names, 2).getAddress();
        assertThat(read.getScopeId()).isEqualTo(3);
        assertThat(read.getAddress()).isEqualTo(local);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 5060, 192.0.2.1, 5060, true",
        "192.0.2.1, 5060, 192.0.2.2, 5060, false",
        "192.0.2.1, 5060, 192.0.2.1, 5062, false",
        "2001:db8::1, 5060, 2001:db8::1, 5060, true",
        "2001:db8::1, 5060, 2001:db8::2, 5060, false"
    })
    void is_told_from_another(String one, int port, String other, int otherPort, boolean same)
            throws UnknownHostException {
        boolean six = one.indexOf(':') >= 0;
        SocketName.write(names, 0, new InetSocketAddress(InetAddress.getByName(one), port), six);
        SocketName.write(
                names, 2, new InetSocketAddress(InetAddress.getByName(other), otherPort), six);
        assertThat(SocketName.same(names, 0, names, 2)).isEqualTo(same);
    }
}
