package org.earshot.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.earshot.crypto.Hpke;
import org.earshot.crypto.TamperedException;
import org.earshot.masking.ShieldClient;
import org.earshot.shield.UnmaskRequest;
import org.earshot.shield.UnmaskRequest.Act;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The steps of unmasking, each at the terminal of the person who signs it: private keys never
/// leave it, and the number is readable nowhere else.
final class UnmaskCommands {

    /// A little less than the shield allows, for clocks that differ.
    private static final Duration WITHIN = Duration.ofMinutes(10).minusSeconds(5);

    private UnmaskCommands() {}

    /// Who signs.
    static final class Signer {

        @Option(
                names = "--as",
                paramLabel = "NAME",
                required = true,
                description = "Your registered name.")
        private String name = "";

        @Option(
                names = "--key",
                paramLabel = "FILE",
                required = true,
                description = "Your private key, made by 'earshot vault person key'.")
        private Path key = Path.of("key.pem");

        String name() {
            return name;
        }

        Path key() {
            return key;
        }

        String sign(UnmaskRequest request, Act act) {
            return base64(PersonalKey.read(key).sign(request.text(act, name)));
        }

        /// Where the requester's terminal keeps the key that opens the answer.
        Path replyKey(UUID id) {
            return key.resolveSibling("unmask-" + id + ".key");
        }
    }

    /// `earshot vault request`
    @Command(
            name = "request",
            mixinStandardHelpOptions = true,
            description =
                    "Asks for the number behind a token; two others must approve it within 10 minutes.",
            footer = {
                "",
                "Example:",
                "  ./earshot vault request TOKEN --as ann --key ann.pem --purpose \"case 2026-0042, duty of contact\""
            })
    static final class Request implements Callable<Integer> {

        @Mixin private ShieldAccess access = new ShieldAccess();
        @Mixin private Signer signer = new Signer();

        @Option(
                names = "--purpose",
                required = true,
                description = "Why, in 10 to 200 characters; name the case, and nobody.")
        private String purpose = "";

        @Mixin private JsonOption json = new JsonOption();

        @Parameters(paramLabel = "TOKEN", description = "The caller's token.")
        private String token = "";

        @Override
        public Integer call() {
            byte[] replyKey = Hpke.newPrivateKey();
            var request = request(Hpke.publicKey(replyKey));
            var body =
                    Map.of(
                            "id", request.id().toString(),
                            "token", request.token().value(),
                            "purpose", request.purpose(),
                            "requester", request.requester(),
                            "expiresAt", request.expiresAt().toString(),
                            "replyKey", base64(request.replyKey()),
                            "signature", signer.sign(request, Act.REQUEST));
            PersonalKey.write(signer.replyKey(request.id()), base64(replyKey));
            access.ask(shield -> shield.ask("/v1/unmask/requests", body));
            if (json.wanted()) {
                Output.json(
                        Map.of("id", request.id(), "expiresAt", request.expiresAt().toString()));
            } else {
                Output.text(request.id().toString());
                Output.aside(
                        "Two others approve it until %s: ./earshot vault approve %s --as NAME --key FILE"
                                .formatted(request.expiresAt(), request.id()));
            }
            return 0;
        }

        private UnmaskRequest request(byte[] replyKey) {
            try {
                return new UnmaskRequest(
                        UUID.randomUUID(),
                        VaultCommand.caller(token),
                        purpose,
                        signer.name(),
                        InstantSource.system()
                                .instant()
                                .plus(WITHIN)
                                .truncatedTo(ChronoUnit.SECONDS),
                        replyKey);
            } catch (IllegalArgumentException misfit) {
                throw new Complaint(misfit.getMessage() + ".");
            }
        }
    }

    /// `earshot vault approve`
    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Shows a colleague's request, and signs it when you say yes.",
            footer = {"", "Example:", "  ./earshot vault approve ID --as bob --key bob.pem"})
    static final class Approve implements Callable<Integer> {

        @Mixin private ShieldAccess access = new ShieldAccess();
        @Mixin private Signer signer = new Signer();

        @Option(names = "--yes", description = "Sign without asking: you have read it elsewhere.")
        private boolean yes;

        @Mixin private JsonOption json = new JsonOption();

        @Parameters(paramLabel = "ID", description = "The request's id.")
        private UUID id = new UUID(0, 0);

        @Override
        public Integer call() {
            return access.ask(shield -> {
                var request = shown(shield, id);
                Output.aside(
                        "%s asks for the number behind %s: \"%s\" (until %s)"
                                .formatted(
                                        request.requester(),
                                        request.token(),
                                        request.purpose(),
                                        request.expiresAt()));
                if (!yes && !saysYes()) {
                    throw new Complaint("Not approved.");
                }
                approve(shield, request);
                return 0;
            });
        }

        private void approve(ShieldClient shield, UnmaskRequest request) {
            var answer =
                    shield.ask(
                            "/v1/unmask/approvals",
                            Map.of(
                                    "id", id.toString(),
                                    "approver", signer.name(),
                                    "signature", signer.sign(request, Act.APPROVE)));
            if (json.wanted()) {
                Output.json(answer);
            } else {
                Output.text(
                        "Approved; %d of 2 approvals.".formatted(answer.path("approvals").asInt()));
            }
        }

        private static boolean saysYes() {
            var console = Objects.requireNonNull(System.console()); // since Java 22
            if (!console.isTerminal()) {
                throw new Complaint("Nobody can be asked here; say --yes when you mean it.");
            }
            return "yes".equals(console.readLine("Type yes to approve: "));
        }
    }

    /// `earshot vault unmask`
    @Command(
            name = "unmask",
            mixinStandardHelpOptions = true,
            description = "Shows the number of your approved request: once, and to you alone.",
            footer = {"", "Example:", "  ./earshot vault unmask ID --as ann --key ann.pem"})
    static final class Unmask implements Callable<Integer> {

        @Mixin private ShieldAccess access = new ShieldAccess();
        @Mixin private Signer signer = new Signer();

        @Mixin private JsonOption json = new JsonOption();

        @Parameters(paramLabel = "ID", description = "The request's id.")
        private UUID id = new UUID(0, 0);

        @Override
        public Integer call() throws IOException {
            Path file = signer.replyKey(id);
            byte[] replyKey = replyKey(file); // before the one answer is used up
            String number =
                    access.ask(shield -> {
                        var request = shown(shield, id);
                        var answer =
                                shield.ask(
                                        "/v1/unmask/releases",
                                        Map.of(
                                                "id", id.toString(),
                                                "signature", signer.sign(request, Act.RELEASE)));
                        byte[] sealed = Base64.getDecoder().decode(answer.path("sealed").asText());
                        return opened(replyKey, request, sealed);
                    });
            if (json.wanted()) {
                Output.json(Map.of("number", number));
            } else {
                Output.text(number);
            }
            Files.deleteIfExists(file);
            return 0;
        }

        private byte[] replyKey(Path file) throws IOException {
            if (!Files.exists(file)) {
                throw new Complaint(
                        "The answer is readable at the terminal that filed the request only: '%s' is missing."
                                .formatted(file));
            }
            return Base64.getDecoder().decode(Files.readString(file).strip());
        }

        private static String opened(byte[] replyKey, UnmaskRequest request, byte[] sealed) {
            try {
                byte[] number = Hpke.open(replyKey, request.replyInfo(), sealed);
                return new String(number, StandardCharsets.US_ASCII);
            } catch (TamperedException altered) {
                throw new Complaint("The answer was altered on its way; file a new request.");
            }
        }
    }

    private static UnmaskRequest shown(ShieldClient shield, UUID id) {
        var answer = shield.ask("/v1/unmask/lookups", Map.of("id", id.toString()));
        return new UnmaskRequest(
                id,
                VaultCommand.caller(answer.path("token").asText()),
                answer.path("purpose").asText(),
                answer.path("requester").asText(),
                Instant.parse(answer.path("expiresAt").asText()),
                Base64.getDecoder().decode(answer.path("replyKey").asText()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
