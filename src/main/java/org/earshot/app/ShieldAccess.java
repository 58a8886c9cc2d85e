package org.earshot.app;

import java.net.URI;
import java.util.function.Function;
import org.earshot.masking.ShieldClient;
import org.earshot.masking.ShieldRefused;
import org.earshot.masking.ShieldUnavailable;
import org.earshot.site.DataDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a command reaches the number shield.
final class ShieldAccess {

    @Mixin private Places places = new Places();

    @Option(
            names = "--shield",
            paramLabel = "URL",
            description =
                    "Address of the shield's API (default: that of the shield that ran here last).")
    private @Nullable URI shield;

    /// @throws Complaint with the shield's own sentence when it says no
    <T> T ask(Function<ShieldClient, T> question) {
        var directory = directory();
        URI base = shield == null ? directory.api() : shield;
        try (var client = new ShieldClient(base, directory.client())) {
            return question.apply(client);
        } catch (ShieldRefused | ShieldUnavailable no) {
            throw new Complaint(String.valueOf(no.getMessage()));
        }
    }

    ShieldDirectory directory() {
        return ShieldDirectory.of(DataDirectory.existing(places.data()));
    }
}
