package org.earshot.app;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// FastAGI and nothing else: writes a line, reads a line.
final class BareAgi implements StepServer {

    private final int port;
    private @Nullable ServerSocket listening;

    BareAgi(int port) {
        this.port = port;
    }

    @Override
    public void start(Script script) throws IOException {
        var server = new ServerSocket(port, 500, InetAddress.getLoopbackAddress());
        listening = server;
        Thread.ofVirtual().start(() -> accept(server, script));
    }

    private static void accept(ServerSocket server, Script script) {
        try {
            while (true) {
                Socket call = server.accept();
                Thread.ofVirtual().start(() -> serve(call, script));
            }
        } catch (SocketException closed) {
            // the end
        } catch (IOException failure) {
            throw new IllegalStateException("the bare AGI server cannot go on", failure);
        }
    }

    private static void serve(Socket socket, Script script) {
        try (socket;
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                line = in.readLine();
            }
            script.serve(() -> ask("ANSWER", in, out));
            ask("SET VARIABLE EARSHOT_DONE 1", in, out);
            ask("HANGUP", in, out);
        } catch (Exception over) {
            // the caller is gone
        }
    }

    private static void ask(String command, BufferedReader in, OutputStream out)
            throws IOException {
        out.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
        String answer = in.readLine();
        if (answer == null || !answer.startsWith("200 ")) {
            throw new EOFException("no answer to " + command + " over AGI");
        }
    }

    @Override
    public void close() throws IOException {
        ServerSocket server = listening;
        if (server != null) {
            server.close();
        }
    }
}
