package org.earshot.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a server that browsers visit tells them, and whom of them it refuses: a page of another
/// site that asks behind its reader's back, and one that has its own name point to this machine
/// (DNS rebinding). Programs that are no browsers notice nothing.
final class BrowserGuard {

    /// Scripts and styles from here only, none in the document, no text that becomes markup
    /// ([Content Security Policy](https://www.w3.org/TR/CSP3/)).
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'";

    private static final Set<String> FROM_HERE = Set.of("same-origin", "none");
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private final String host;

    /// @param host that the server listens on
    BrowserGuard(String host) {
        this.host = host;
    }

    void addTo(Router router) {
        router.route().order(-2).handler(this::handle);
    }

    private void handle(RoutingContext http) {
        addHeaders(http.response());
        if (isForUs(http) && isFromUs(http.request().getHeader("Sec-Fetch-Site"), http)) {
            http.next();
        } else {
            http.fail(403);
        }
    }

    private static void addHeaders(HttpServerResponse out) {
        out.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }

    private boolean isForUs(RoutingContext http) {
        var asked = http.request().authority();
        return asked == null || asked.host().equals(host) || THIS_MACHINE.contains(asked.host());
    }

    /// Absent where it is no browser ([Fetch Metadata](https://www.w3.org/TR/fetch-metadata/)). A
    /// link from elsewhere may open a page.
    private static boolean isFromUs(@Nullable String site, RoutingContext http) {
        return site == null
                || FROM_HERE.contains(site)
                || "navigate".equals(http.request().getHeader("Sec-Fetch-Mode"))
                        && !http.normalizedPath().startsWith("/v1/");
    }
}
