package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.earshot.site.AsteriskSoftware.Extra;
import org.earshot.site.TestAsterisk;

/// The browser tests of the pages (`src/main/web/browser`), in a real Chromium. Pictures of the
/// pages are left in `target/pages`.
final class PageTests {

    private static final Path WEB = Path.of("src/main/web");
    private static final Path LOG = Path.of("target/pages.log");

    private PageTests() {}

    /// What the tests are told.
    ///
    /// @param session of somebody who may see the flows
    /// @param busy `flow/step` where one caller is now
    /// @param drafted a flow of which a draft is kept
    /// @param invited administrator and custodian: of each, name and invitation
    record Told(int port, String session, String busy, String drafted, List<String> invited) {}

    static void pass(Told site) throws IOException, InterruptedException {
        assumeThat(PageTests.class.getResource("/web/index.html"))
                .as("the pages are built (-DskipWeb leaves them out)")
                .isNotNull();
        var builder =
                new ProcessBuilder(
                                "node",
                                "node_modules/vitest/vitest.mjs",
                                "run",
                                "--config",
                                "vitest.browser.config.ts")
                        .directory(WEB.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(LOG.toFile());
        var told = builder.environment();
        told.put("EARSHOT_URL", "http://127.0.0.1:" + site.port());
        told.put("EARSHOT_SESSION", site.session());
        told.put("EARSHOT_CHROMIUM", TestAsterisk.software(Extra.CHROMIUM).chromium().toString());
        told.put("EARSHOT_SHOTS", Path.of("target/pages").toAbsolutePath().toString());
        told.put("EARSHOT_BUSY", site.busy());
        told.put("EARSHOT_DRAFTED", site.drafted());
        told.put("EARSHOT_ADMINISTRATOR", site.invited().getFirst());
        told.put("EARSHOT_CUSTODIAN", site.invited().getLast());
        told.put("NO_COLOR", "1");
        Process tests = builder.start();
        boolean ended = tests.waitFor(3, TimeUnit.MINUTES);
        if (!ended) {
            tests.descendants().forEach(ProcessHandle::destroyForcibly);
            tests.destroyForcibly();
        }
        assertThat(ended && tests.exitValue() == 0)
                .as(Files.readString(LOG, StandardCharsets.UTF_8))
                .isTrue();
    }
}
