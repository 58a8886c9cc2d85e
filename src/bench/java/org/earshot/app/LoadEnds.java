package org.earshot.app;

import java.net.InetSocketAddress;

/// The addresses of the bench, all of loopback.
///
/// @param caller the generator's carrier side
/// @param called its Asterisk side
/// @param outer where what is tested takes calls; the called side itself for a run without anything
///   between
record LoadEnds(InetSocketAddress caller, InetSocketAddress called, InetSocketAddress outer) {

    static final InetSocketAddress CALLER = new InetSocketAddress("127.0.10.20", 5066);
    static final InetSocketAddress CALLED = new InetSocketAddress("127.0.10.30", 5070);
    static final InetSocketAddress OUTER = new InetSocketAddress("127.0.10.10", 5060);
    static final InetSocketAddress INNER = new InetSocketAddress("127.0.10.11", 5060);

    static LoadEnds through(boolean nothing) {
        return new LoadEnds(CALLER, CALLED, nothing ? CALLED : OUTER);
    }

    String callerText() {
        return text(caller);
    }

    String calledText() {
        return text(called);
    }

    String outerText() {
        return text(outer);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
