package org.earshot.site;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;

/// Makes an agent's telephone known to a running Asterisk: the template of `pjsip.conf`, but over
/// UDP, so that a test reads what the seat is sent.
public final class Seat {

    private Seat() {}

    public static void add(AsteriskInstance asterisk, String name, InetSocketAddress phone)
            throws IOException, InterruptedException {
        Path configuration = asterisk.settings().directory().resolve("etc/pjsip.conf");
        Files.writeString(
                configuration,
                """

                [%1$s](agent)
                transport = transport-udp
                webrtc = no
                aors = %1$s

                [%1$s]
                type = aor
                contact = sip:%1$s@%2$s:%3$d
                """
                        .formatted(name, phone.getAddress().getHostAddress(), phone.getPort()),
                StandardOpenOption.APPEND);
        reload(asterisk);
    }

    private static void reload(AsteriskInstance asterisk) throws IOException, InterruptedException {
        String both = AsteriskInstance.USER + ":" + asterisk.settings().secrets().ari();
        byte[] credentials = both.getBytes(StandardCharsets.UTF_8);
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(asterisk.ari() + "/asterisk/modules/res_pjsip.so"))
                            .header(
                                    "Authorization",
                                    "Basic " + Base64.getEncoder().encodeToString(credentials))
                            .PUT(BodyPublishers.noBody())
                            .build();
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IOException("Asterisk did not read its seats again: " + status);
            }
        }
    }
}
