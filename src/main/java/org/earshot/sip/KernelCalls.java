package org.earshot.sip;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// `recvmmsg(2)` and `sendmmsg(2)`: many datagrams in one system call. Netty has them too, but
/// reads and writes a Java object per datagram through JNI, and asks the socket for an option
/// before each read: a tenth of what a call through the shield costs.
///
/// Addresses of memory are passed as numbers: whoever calls keeps the memory alive meanwhile.
final class KernelCalls {

    private static final MethodHandle RECEIVE =
            function(
                    "recvmmsg",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG));

    private static final MethodHandle SEND =
            function(
                    "sendmmsg",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT));

    private KernelCalls() {}

    /// @param headers address of `count` headers (`struct mmsghdr`)
    /// @return how many were filled; below 0 when there was none or the socket had an error
    static int receive(int socket, long headers, int count) {
        try {
            return (int) RECEIVE.invokeExact(socket, headers, count, 0, 0L);
        } catch (Throwable impossible) {
            throw new IllegalStateException("recvmmsg cannot be called", impossible);
        }
    }

    /// @return how many were sent; below 1 when the first could not be
    static int send(int socket, long headers, int count) {
        try {
            return (int) SEND.invokeExact(socket, headers, count, 0);
        } catch (Throwable impossible) {
            throw new IllegalStateException("sendmmsg cannot be called", impossible);
        }
    }

    @SuppressWarnings("restricted") // the two functions are the C library's, their shapes as given
    private static MethodHandle function(String name, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
    }
}
