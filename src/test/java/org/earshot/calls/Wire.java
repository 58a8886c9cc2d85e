package org.earshot.calls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/// The wire to a port of this machine, Asterisk's or PostgreSQL's, which can be cut and mended, and
/// be slow.
public final class Wire implements AutoCloseable {

    private final int target;
    private final ServerSocket listening =
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock stall = new ReentrantLock();
    private volatile boolean cut;

    public Wire(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /// Both sides see the connection closed; new ones are taken and closed at once, as by a machine
    /// that is up but does not serve.
    public void cut() {
        cut = true;
        ends.forEach(Wire::closeQuietly);
        ends.clear();
    }

    public void mend() {
        cut = false;
    }

    /// Nothing gets through, nothing is lost, until [#flow], which the same thread must call.
    void stall() {
        stall.lock();
    }

    void flow() {
        stall.unlock();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                if (cut) {
                    near.close();
                } else {
                    join(near, new Socket(InetAddress.getLoopbackAddress(), target));
                }
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void join(Socket near, Socket far) {
        ends.add(near);
        ends.add(far);
        threads.execute(() -> pass(near, far));
        threads.execute(() -> pass(far, near));
    }

    private void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[4_096];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                stall.lock(); // held while stalled
                try {
                    out.write(some, 0, count);
                } finally {
                    stall.unlock();
                }
            }
        } catch (IOException cut) {
            // that is what a wire may do
        }
    }

    private static void closeQuietly(Socket end) {
        try {
            end.close();
        } catch (IOException closed) {
            // as wished
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
        threads.shutdownNow();
    }
}
