package org.earshot.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.earshot.telephony.CallerToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `earshot vault`
@Command(
        name = "vault",
        mixinStandardHelpOptions = true,
        description = "Callers who can be reached beyond the day, and the one way to see a number.",
        footer = {
            "",
            "To see a number, three people each work at their own terminal, within 10 minutes:",
            "  ./earshot vault request TOKEN --as ann --key ann.pem --purpose \"case 2026-0042, duty of contact\"",
            "  ./earshot vault approve ID --as bob --key bob.pem",
            "  ./earshot vault approve ID --as cho --key cho.pem",
            "  ./earshot vault unmask ID --as ann --key ann.pem",
            "",
            "Exit codes: 0 done, 1 refused or not possible now, 2 wrong usage."
        },
        subcommands = {
            VaultCommand.Enrol.class,
            VaultCommand.Forget.class,
            VaultCommand.Show.class,
            VaultPersonCommand.class,
            UnmaskCommands.Request.class,
            UnmaskCommands.Approve.class,
            UnmaskCommands.Unmask.class,
            VaultLogCommand.class
        })
final class VaultCommand {

    /// `earshot vault enrol`
    @Command(
            name = "enrol",
            mixinStandardHelpOptions = true,
            description = "Keeps a way back to a caller; prints the token that stays.",
            footer = {"", "Example:", "  ./earshot vault enrol TOKEN"})
    static final class Enrol implements Callable<Integer> {

        @Mixin private ShieldAccess access = new ShieldAccess();

        @Mixin private JsonOption json = new JsonOption();

        @Parameters(paramLabel = "TOKEN", description = "The caller's token, as in the call.")
        private String token = "";

        @Override
        public Integer call() {
            String enrolled = access.ask(shield -> shield.enrol(caller(token))).value();
            json.print(Map.of("token", enrolled), enrolled);
            return 0;
        }
    }

    /// `earshot vault forget`
    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description =
                    "Destroys the way back to an enrolled caller, in every copy and backup. Cannot be undone.",
            footer = {"", "Example:", "  ./earshot vault forget TOKEN"})
    static final class Forget implements Callable<Integer> {

        @Mixin private ShieldAccess access = new ShieldAccess();

        @Mixin private JsonOption json = new JsonOption();

        @Parameters(paramLabel = "TOKEN", description = "The enrolled token; begins with e.")
        private String token = "";

        @Override
        public Integer call() {
            boolean forgotten = access.ask(shield -> shield.forget(caller(token)));
            json.print(
                    Map.of("forgotten", forgotten),
                    forgotten ? "Forgotten." : "Nobody is enrolled under this token.");
            return forgotten ? 0 : 1;
        }
    }

    /// `earshot vault show`
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "How shield and vault do; shows nobody.",
            footer = {"", "Example:", "  ./earshot vault show --json"})
    static final class Show implements Callable<Integer> {

        @Mixin private ShieldAccess access = new ShieldAccess();

        @Mixin private JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            var health = access.ask(shield -> shield.health());
            json.print(
                    health,
                    "Shield: %s. Vault: %s, %d enrolled. Keys: %s"
                            .formatted(
                                    health.path("status").asText(),
                                    health.path("vault").asText(),
                                    health.path("enrolled").asInt(),
                                    keys(health)));
            return health.path("status").asText().equals("ready") ? 0 : 1;
        }

        private static String keys(JsonNode health) {
            if (!health.path("keyTrouble").asText().isEmpty()) {
                return health.path("keyTrouble").asText();
            }
            if (health.path("clockHeld").asBoolean()) {
                return "the clock jumped, so none is destroyed.";
            }
            return health.path("overdue").isEmpty() ? "in order." : "one is overdue.";
        }
    }

    /// @throws Complaint when it is none
    static CallerToken caller(String text) {
        if (!CallerToken.isOne(text)) {
            throw new Complaint(
                    "This is no caller token: %d characters instead of a letter t, e or a and small letters or digits after it; './earshot case show' has it."
                            .formatted(text.length()));
        }
        return new CallerToken(text);
    }
}
