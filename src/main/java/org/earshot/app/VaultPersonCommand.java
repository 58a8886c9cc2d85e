package org.earshot.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.earshot.shield.People;
import org.earshot.shield.UnmaskEntry.Act;
import org.earshot.shield.UnmaskLog;
import org.earshot.shield.UnmaskLogUnusable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `earshot vault person`
@Command(
        name = "person",
        mixinStandardHelpOptions = true,
        description =
                "People who may ask for a number or approve it. Works on the shield's own machine only.",
        footer = {
            "",
            "Each person makes a key at their own terminal and hands over the line it prints:",
            "  ./earshot vault person key ann.pem",
            "  ./earshot vault person add ann PUBLIC-KEY"
        },
        subcommands = {
            VaultPersonCommand.Key.class,
            VaultPersonCommand.Add.class,
            VaultPersonCommand.Remove.class,
            VaultPersonCommand.ListPeople.class
        })
final class VaultPersonCommand {

    /// `earshot vault person key`
    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            description = "Makes a private key for yourself and prints the public one.",
            footer = {"", "Example:", "  ./earshot vault person key ann.pem"})
    static final class Key implements Callable<Integer> {

        @Mixin private JsonOption json = new JsonOption();

        @Parameters(paramLabel = "FILE", description = "The file to make; keep it to yourself.")
        private Path file = Path.of("key.pem");

        @Override
        public Integer call() {
            var keys = Files.exists(file) ? PersonalKey.read(file) : PersonalKey.make(file);
            String key = Base64.getEncoder().encodeToString(keys.publicKey());
            if (json.wanted()) {
                Output.json(Map.of("publicKey", key));
            } else {
                Output.text(key);
            }
            return 0;
        }
    }

    /// `earshot vault person add`
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Registers a person; goes into the log of unmasking.",
            footer = {"", "Example:", "  ./earshot vault person add ann PUBLIC-KEY"})
    static final class Add implements Callable<Integer> {

        @Mixin private Places places = new Places();

        @Parameters(index = "0", paramLabel = "NAME", description = "Small letters and digits.")
        private String name = "";

        @Parameters(
                index = "1",
                paramLabel = "PUBLIC-KEY",
                description = "What 'vault person key' has printed: 44 characters.")
        private String key = "";

        @Override
        public Integer call() {
            write(places, Act.PERSON_ADDED, People.entry(name, decoded(key)));
            Output.aside(name + " is registered.");
            return 0;
        }

        private static byte[] decoded(String key) {
            try {
                return Base64.getDecoder().decode(key);
            } catch (IllegalArgumentException noBase64) {
                throw new Complaint(
                        "'%s' is no public key; 'earshot vault person key FILE' prints one."
                                .formatted(key));
            }
        }
    }

    /// `earshot vault person remove`
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Ends a person's rights at once; approvals of theirs count no more.",
            footer = {"", "Example:", "  ./earshot vault person remove ann"})
    static final class Remove implements Callable<Integer> {

        @Mixin private Places places = new Places();

        @Parameters(paramLabel = "NAME", description = "As registered.")
        private String name = "";

        @Override
        public Integer call() {
            write(places, Act.PERSON_REMOVED, Map.of("name", name));
            Output.aside(name + " is not registered any more.");
            return 0;
        }
    }

    /// `earshot vault person list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Everybody who is registered.",
            footer = {"", "Example:", "  ./earshot vault person list"})
    static final class ListPeople implements Callable<Integer> {

        @Mixin private Places places = new Places();

        @Mixin private JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            var names = trusted(() -> VaultLogCommand.log(places).people().names());
            if (json.wanted()) {
                Output.json(names);
            } else if (names.isEmpty()) {
                Output.text("Nobody yet. './earshot vault person --help' says how.");
            } else {
                names.forEach(Output::text);
            }
            return 0;
        }
    }

    private static void write(Places places, Act act, Map<String, String> details) {
        UnmaskLog log = VaultLogCommand.log(places);
        try {
            trusted(() -> log.append(act, details));
        } catch (IllegalArgumentException brokenRule) {
            throw new Complaint(String.valueOf(brokenRule.getMessage()) + ".");
        }
    }

    /// @throws Complaint when the log cannot be used
    static <T> T trusted(Supplier<T> question) {
        try {
            return question.get();
        } catch (UnmaskLogUnusable unusable) {
            throw new Complaint(String.valueOf(unusable.getMessage()));
        }
    }
}
