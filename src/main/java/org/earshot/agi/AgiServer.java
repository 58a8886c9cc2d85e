package org.earshot.agi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.DefaultAgiServer;
import org.asteriskjava.util.ServerSocketFacade;
import org.asteriskjava.util.SocketConnectionFacade;
import org.earshot.telephony.Hangup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes calls over FastAGI: one call, one virtual thread. AGI has no credentials, so this listens
/// on loopback.
public final class AgiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgiServer.class);

    /// More than calls can be: who may have a line is decided above, where it can be said kindly.
    private static final int MOST_CONNECTIONS = 2_000;

    private static final Duration START_PATIENCE = Duration.ofSeconds(5);

    private final String script;
    private final AgiScript calls;
    private final VirtualThreadServer server;

    private AgiServer(InetSocketAddress address, String script, AgiScript calls) {
        this.script = script;
        this.calls = calls;
        this.server = new VirtualThreadServer(this, address.getAddress(), address.getPort());
    }

    /// @param script the path of the address in the dialplan, `agi://host:port/script`; a
    ///   connection that names another is closed
    /// @throws IOException when the port is taken
    public static AgiServer listen(InetSocketAddress address, String script, AgiScript calls)
            throws IOException {
        var server = new AgiServer(address, script, calls);
        Thread.ofVirtual().name("agi-accept").start(server::accept);
        server.awaitListening(address);
        return server;
    }

    private void accept() {
        try {
            server.startup();
        } catch (IOException | IllegalStateException failure) {
            server.listening.completeExceptionally(failure);
        }
    }

    /// asterisk-java reports a taken port only to the thread that goes on to accept.
    private void awaitListening(InetSocketAddress address) throws IOException {
        try {
            server.listening.get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException(
                    "cannot listen on %s:%d for AGI: is the port in use by another program?"
                            .formatted(address.getHostString(), address.getPort()),
                    failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while AGI was started", stopped);
        }
    }

    private void serve(AgiRequest request, AgiChannel channel) {
        String channelId = request.getUniqueId();
        try {
            if (channelId == null || !script.equals(request.getScript())) {
                LOG.warn("an AGI connection for another script was closed");
                return;
            }
            calls.serve(
                    new AgiCall(channelId, arguments(request), channel, () -> disconnect(request)));
        } catch (Hangup over) {
            LOG.debug("AGI channel {}: {}", channelId, over.getMessage());
        } catch (RuntimeException failure) {
            LOG.error("AGI channel {} failed; other calls go on", channelId, failure);
        } finally {
            server.connections.remove(request.getRemotePort());
        }
    }

    private static List<String> arguments(AgiRequest request) {
        String[] arguments = request.getArguments();
        return arguments == null ? List.of() : List.of(arguments);
    }

    private void disconnect(AgiRequest request) {
        SocketConnectionFacade connection = server.connections.get(request.getRemotePort());
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException closed) {
            LOG.debug("an AGI connection was closed already");
        }
    }

    @Override
    public void close() {
        server.shutdown();
    }

    private static final class VirtualThreadServer extends DefaultAgiServer {

        private final CompletableFuture<Void> listening = new CompletableFuture<>();

        /// By Asterisk's port: asterisk-java shows a script its request, not its connection.
        private final Map<Integer, SocketConnectionFacade> connections = new ConcurrentHashMap<>();

        VirtualThreadServer(AgiServer owner, InetAddress host, int port) {
            super((org.asteriskjava.fastagi.AgiScript) owner::serve);
            setAddress(host);
            setPort(port);
        }

        @Override
        protected ServerSocketFacade createServerSocket() throws IOException {
            ServerSocketFacade server = super.createServerSocket();
            listening.complete(null);
            return new ServerSocketFacade() {
                @Override
                public SocketConnectionFacade accept() throws IOException {
                    SocketConnectionFacade connection = server.accept();
                    connections.put(connection.getRemotePort(), connection);
                    return connection;
                }

                @Override
                public void close() throws IOException {
                    server.close();
                }

                @Override
                public void setSocketReadTimeout(int millis) {
                    server.setSocketReadTimeout(millis);
                }
            };
        }

        @Override
        protected ThreadPoolExecutor createPool() {
            return new ThreadPoolExecutor(
                    0,
                    MOST_CONNECTIONS,
                    1,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofVirtual().name("agi-", 0).factory());
        }
    }
}
