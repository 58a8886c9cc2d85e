package org.earshot.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.earshot.audit.NotALog;
import org.earshot.audit.NoteKey;

/// All settings: the defaults of `earshot.reference.yaml` under what `DATA/earshot.yaml` says.
record Settings(
        Site site,
        Calls calls,
        DatabaseKeys database,
        Keys keys,
        Backup backup,
        Speech speech,
        Recording recording,
        Cases cases,
        Audit audit,
        Masking masking,
        StaffKeys staff) {

    /// Keys `site.*`; ports 0 = chosen once and kept.
    record Site(
            String listen,
            int sipPort,
            int httpPort,
            List<String> trunk,
            String carrier,
            int minFreeMib) {}

    /// Keys `calls.*`.
    record Calls(
            String adapter,
            int maxCalls,
            String flow,
            String prompts,
            Map<String, String> numbers,
            Map<String, String> targets,
            Map<String, HouseKeys.Hook> hooks) {}

    /// Keys `database.*`.
    record DatabaseKeys(
            String url, String user, String password, int connections, int patienceSeconds) {

        /// Never the password.
        @Override
        public String toString() {
            return "DatabaseKeys[" + url + "]";
        }
    }

    /// Keys `keys.*`; empty = none.
    record Keys(
            String secondDirectory,
            String passphraseFile,
            String pkcs11,
            String escrowDirectory,
            String escrowPublicKeys) {}

    /// Keys `backup.*`; empty directory = `DATA/backups`, empty second = none.
    record Backup(boolean enabled, String directory, String secondDirectory, int keepDays) {}

    /// Keys `speech.*`: language tag to directory, language tag to address.
    record Speech(Map<String, String> models, Map<String, String> servers) {}

    /// Keys `recording.*`.
    record Recording(int keepDays) {}

    /// Keys `cases.*`.
    record Cases(int codeDigits, int codeDays) {}

    /// Keys `audit.*`.
    record Audit(String name, String witnessUrl, String witnessKey) {

        /// Whether this installation runs its witness itself.
        boolean isOwn() {
            return witnessUrl.isEmpty();
        }

        private Optional<String> problem() {
            if (isOwn() != witnessKey.isEmpty()) {
                return Optional.of("audit.witness-url and audit.witness-key belong together");
            }
            try {
                var _ = isOwn() ? null : NoteKey.parse(witnessKey);
                var _ = URI.create(witnessUrl);
                return name.matches("[A-Za-z0-9./-]{1,100}")
                        ? Optional.empty()
                        : Optional.of(
                                "audit.name is 1 to 100 letters, digits and ./-, got '%s'"
                                        .formatted(name));
            } catch (NotALog wrong) {
                return Optional.of(
                        "audit.witness-key is '%s', but %s"
                                .formatted(witnessKey, wrong.getMessage()));
            } catch (IllegalArgumentException noAddress) {
                return Optional.of("audit.witness-url is no address: '" + witnessUrl + "'");
            }
        }
    }

    /// Keys `masking.*`.
    record Masking(MaskingKeys.Texts texts, MaskingKeys.Webhook webhook, MaskingKeys.Owner owner) {}

    /// Whose keys the operator chooses: language tags, names that flows use.
    private static final Pattern FREE =
            Pattern.compile("speech\\.[a-z]+|calls\\.(numbers|targets|hooks)");

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper RECORDS =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    /// Reads the settings of a data directory.
    ///
    /// @throws Complaint with all problems, each naming its key and value
    static Settings read(Path dataDirectory) {
        Path file = dataDirectory.resolve("earshot.yaml");
        try (InputStream reference =
                Settings.class.getResourceAsStream("/earshot.reference.yaml")) {
            ObjectNode defaults = (ObjectNode) YAML.readTree(reference);
            if (Files.exists(file)) {
                merge(defaults, YAML.readTree(Files.readString(file)), file);
            }
            Settings settings = RECORDS.treeToValue(defaults, Settings.class);
            settings.check(file);
            return settings;
        } catch (JsonProcessingException malformed) {
            throw new Complaint(
                    file + " cannot be read: " + malformed.getOriginalMessage() + at(malformed));
        } catch (IOException unreadable) {
            throw new Complaint(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static String at(JsonProcessingException malformed) {
        return malformed.getLocation() == null
                ? ""
                : " (line " + malformed.getLocation().getLineNr() + ")";
    }

    private static void merge(ObjectNode defaults, JsonNode changes, Path file) {
        List<String> problems = new ArrayList<>();
        merge("", defaults, changes, problems);
        if (!problems.isEmpty()) {
            throw new Complaint(file + ": " + String.join("; ", problems));
        }
    }

    private static void merge(
            String path, ObjectNode defaults, JsonNode changes, List<String> problems) {
        changes.properties()
                .forEach(entry -> {
                    String key = path + entry.getKey();
                    JsonNode standing = defaults.get(entry.getKey());
                    boolean free = FREE.matcher(key).matches();
                    if (standing == null) {
                        problems.add("unknown key '" + key + "'");
                    } else if (standing.isObject() && entry.getValue().isObject() && !free) {
                        merge(key + ".", (ObjectNode) standing, entry.getValue(), problems);
                    } else {
                        defaults.set(entry.getKey(), entry.getValue());
                    }
                });
    }

    private void check(Path file) {
        List<String> problems = new ArrayList<>();
        if (!List.of("ari", "agi").contains(calls.adapter)) {
            problems.add("calls.adapter must be ari or agi, got '" + calls.adapter + "'");
        }
        atLeast(problems, "calls.max-calls", calls.maxCalls, 1);
        atLeast(problems, "database.connections", database.connections, 2);
        atLeast(problems, "database.patience-seconds", database.patienceSeconds, 1);
        atLeast(problems, "recording.keep-days", recording.keepDays, 1);
        atLeast(problems, "backup.keep-days", backup.keepDays, 1);
        atMost(problems, "backup.keep-days", backup.keepDays, 366);
        atLeast(problems, "cases.code-days", cases.codeDays, 1);
        atLeast(problems, "cases.code-digits", cases.codeDigits, 14);
        problems.addAll(CoreKeys.problems(keys));
        problems.addAll(HouseKeys.problems(calls));
        audit.problem().ifPresent(problems::add);
        staff.problem().ifPresent(problems::add);
        masking.texts().problem().ifPresent(problems::add);
        masking.webhook().problem().ifPresent(problems::add);
        masking.owner().problem().ifPresent(problems::add);
        port(problems, "site.sip-port", site.sipPort);
        port(problems, "site.http-port", site.httpPort);
        if (!problems.isEmpty()) {
            throw new Complaint(file + ": " + String.join("; ", problems));
        }
    }

    private static void atLeast(List<String> problems, String key, int value, int least) {
        if (value < least) {
            problems.add(key + " must be at least " + least + ", got " + value);
        }
    }

    private static void atMost(List<String> problems, String key, int value, int most) {
        if (value > most) {
            problems.add(key + " must be at most " + most + ", got " + value);
        }
    }

    private static void port(List<String> problems, String key, int value) {
        if (value < 0 || value > 65_535) {
            problems.add(key + " must be 0..65535, got " + value);
        }
    }
}
