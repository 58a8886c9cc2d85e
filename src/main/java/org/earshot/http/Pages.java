package org.earshot.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// The files of the web UI, kept in memory with their compressed form. A path that is no file is
/// the UI's own matter, so it gets the one document there is.
///
/// A file under `/assets/` bears the hash of its content in its name and may be kept for ever;
/// anything else is asked for again each time ([RFC 9111, section
/// 5.2.2](https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2)).
public final class Pages {

    private static final String DOCUMENT = "/index.html";
    private static final String ASSETS = "/assets/";

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml");

    private final Map<String, Page> files;

    /// @param zipped as [RFC 1952](https://www.rfc-editor.org/rfc/rfc1952)
    private record Page(String type, Buffer plain, Buffer zipped, String tag, boolean hashed) {}

    private Pages(Map<String, Page> files) {
        this.files = files;
    }

    /// Reads what the build left in the class path. A build without Node.js leaves nothing: then
    /// there are no pages, and all else works.
    ///
    /// @param folder for instance `/web`; its `files.txt` names the others
    public static Pages of(String folder) throws IOException {
        var files = new HashMap<String, Page>();
        byte[] list = read(folder + "/files.txt");
        var names = list == null ? "" : new String(list, StandardCharsets.UTF_8);
        for (var name : names.lines().toList()) {
            byte[] content = read(folder + name);
            if (content == null) {
                throw new IOException("the build is not whole: it lacks " + folder + name);
            }
            files.put(name, page(name, content));
        }
        return new Pages(Map.copyOf(files));
    }

    /// Answers every GET that is not of the API.
    ///
    /// @param api where the API begins, for instance `/v1/`
    void addTo(Router router, String api) {
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(-1)
                .handler(http -> {
                    var path = http.normalizedPath();
                    if (path.startsWith(api)) {
                        http.next();
                    } else {
                        answer(http, path);
                    }
                });
    }

    private void answer(RoutingContext http, String path) {
        var page = files.get(path.startsWith(ASSETS) || files.containsKey(path) ? path : DOCUMENT);
        if (page != null) {
            send(http, page);
        } else if (files.isEmpty()) {
            refuse(
                    http,
                    "The pages are not built: install Node.js 20.19 or newer, then start again.");
        } else {
            refuse(http, "There is nothing here.");
        }
    }

    private static void refuse(RoutingContext http, String sentence) {
        var _ =
                http.response()
                        .setStatusCode(404)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                        .end(sentence + "\n");
    }

    private static void send(RoutingContext http, Page page) {
        var out = http.response();
        out.putHeader(HttpHeaders.ETAG, page.tag());
        out.putHeader(HttpHeaders.VARY, "Accept-Encoding");
        out.putHeader(
                HttpHeaders.CACHE_CONTROL,
                page.hashed() ? "public, max-age=31536000, immutable" : "no-cache");
        if (page.tag().equals(http.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            var _ = out.setStatusCode(304).end();
            return;
        }
        out.putHeader(HttpHeaders.CONTENT_TYPE, page.type());
        var body = page.plain();
        if (takesGzip(http.request().getHeader(HttpHeaders.ACCEPT_ENCODING))) {
            out.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            body = page.zipped();
        }
        if (HttpMethod.HEAD.equals(http.request().method())) {
            var _ = out.putHeader(HttpHeaders.CONTENT_LENGTH, "" + body.length()).end();
        } else {
            var _ = out.end(body);
        }
    }

    private static boolean takesGzip(@Nullable String accepted) {
        return accepted != null
                && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .anyMatch(coding -> coding.equals("gzip"));
    }

    private static Page page(String name, byte[] content) throws IOException {
        var ending = name.substring(name.lastIndexOf('.') + 1);
        var type = TYPES.get(ending);
        if (type == null) {
            throw new IOException("the build brings a kind of file nobody serves: " + name);
        }
        return new Page(
                type,
                Buffer.buffer(content),
                Buffer.buffer(zipped(content)),
                "\"" + hash(content) + "\"",
                name.startsWith(ASSETS));
    }

    private static byte[] zipped(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte @Nullable [] read(String name) throws IOException {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
