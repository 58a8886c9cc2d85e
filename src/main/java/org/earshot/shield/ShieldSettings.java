package org.earshot.shield;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earshot.crypto.Pkcs11Uri;
import org.earshot.crypto.Unsealing;
import org.earshot.sip.Hop;
import org.earshot.sip.ListeningPoint;
import org.earshot.sip.Protocol;

/// The settings of a shield: the defaults of `shield.reference.yaml` under what
/// `DATA/shield/shield.json` says.
public record ShieldSettings(
        Place outer,
        Place inner,
        String messages,
        String homeRegion,
        List<String> dialled,
        String shownDefault,
        int keepDays,
        String passphraseFile,
        String pkcs11,
        Tls tls,
        Stir stir,
        AdmissionKeys admission,
        Dial dial,
        int warmUpCalls,
        int probeSeconds,
        int loops,
        String api) {

    /// Keys `outer.*` and `inner.*`.
    public record Place(
            List<String> listen,
            String own,
            List<String> peers,
            List<String> allowed,
            List<String> names) {

        List<ListeningPoint> points(Side side) {
            return listen.stream().map(text -> Listening.point(side, text)).toList();
        }

        List<Hop> hops() {
            return peers.stream().map(Listening::hop).toList();
        }

        List<Network> networks() {
            return allowed.stream().map(Network::parse).toList();
        }

        /// The address written into messages.
        InetSocketAddress ownAddress() {
            return Listening.hop(own.isEmpty() ? listen.getFirst() : "udp:" + own).address();
        }

        Edge edge() {
            int tlsPort =
                    listen.stream()
                            .map(Listening::hop)
                            .filter(hop -> hop.protocol() == Protocol.TLS)
                            .map(hop -> hop.address().getPort())
                            .findFirst()
                            .orElse(ownAddress().getPort());
            return new Edge(ownAddress(), tlsPort, hops(), networks(), names);
        }
    }

    /// Keys `tls.*`: paths, and `none`, `wanted` or `required`.
    public record Tls(String keystore, String truststore, String passwordFile, String clients) {}

    /// Keys `stir.*`: a folder as [StirCertificates#in] reads it, or empty.
    public record Stir(String certificates) {}

    /// Keys `admission.*`.
    public record AdmissionKeys(int callsPerSecond, int burst, int mostBacklogMs) {}

    /// Keys `dial.*`.
    public record Dial(
            List<String> allowed,
            List<String> refused,
            String from,
            String until,
            String zone,
            int perMinute,
            int perHour,
            int perNumberAndHour) {

        public DialRules.Limits limits() {
            var all = new ArrayList<>(DialRules.COSTLY);
            all.addAll(refused);
            return new DialRules.Limits(
                    allowed,
                    all,
                    LocalTime.parse(from),
                    LocalTime.parse(until),
                    ZoneId.of(zone),
                    perMinute,
                    perHour,
                    perNumberAndHour);
        }
    }

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper RECORDS =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    /// Where the settings of a data directory lie unless said otherwise.
    public static Path fileOf(Path data) {
        return data.resolve("shield").resolve("shield.json");
    }

    ShieldLayout layout() {
        return new ShieldLayout(outer.edge(), inner.edge(), messagesHop(), dialled, shownDefault);
    }

    private Optional<Hop> messagesHop() {
        return messages.isEmpty() ? Optional.empty() : Optional.of(Listening.hop(messages));
    }

    /// Empty when no certificates are named: then no signature is looked at.
    Optional<StirVerifier> verifier(Numbers numbers, InstantSource clock) {
        if (stir.certificates.isEmpty()) {
            return Optional.empty();
        }
        try {
            var certificates = StirCertificates.in(Path.of(stir.certificates));
            return Optional.of(new StirVerifier(numbers, certificates, clock));
        } catch (IOException unreadable) {
            throw new ShieldUnusable(
                    "The folder "
                            + stir.certificates
                            + " of stir.certificates cannot be read: "
                            + unreadable.getMessage()
                            + ". Name a folder of .pem files, or leave it empty.");
        }
    }

    /// Where the keys are, for [EpochKeystore#open].
    public KeySettings keys(Path data) {
        KeySettings byFile = KeySettings.in(data, Optional.empty()).keptFor(keepDays);
        if (!pkcs11.isEmpty()) {
            return byFile.openedBy(new Unsealing.Token(Pkcs11Uri.parse(pkcs11)));
        }
        return passphraseFile.isEmpty()
                ? byFile
                : byFile.openedBy(new Unsealing.Passphrase(passphrase()));
    }

    private String passphrase() {
        try {
            return Files.readString(Path.of(passphraseFile)).strip();
        } catch (IOException unreadable) {
            throw new ShieldUnusable(
                    "The shield's passphrase-file cannot be read: "
                            + unreadable.getMessage()
                            + ".");
        }
    }

    /// @throws ShieldUnusable with all problems, each naming its key and value
    public static ShieldSettings read(Path file) {
        try {
            return of(YAML.readTree(Files.readString(file)), file.getFileName().toString());
        } catch (IOException unreadable) {
            throw new ShieldUnusable(
                    "The shield's settings cannot be read: "
                            + unreadable.getMessage()
                            + ". 'earshot up' writes those of one machine; for a shield of its own write the file,"
                            + " its keys stand in shield.reference.yaml.");
        }
    }

    static ShieldSettings of(JsonNode changes, String source) {
        try (InputStream reference =
                ShieldSettings.class.getResourceAsStream("/shield.reference.yaml")) {
            var problems = new ArrayList<String>();
            ObjectNode all = (ObjectNode) YAML.readTree(reference);
            merge("", all, changes, problems);
            if (problems.isEmpty()) {
                ShieldSettings settings = RECORDS.treeToValue(all, ShieldSettings.class);
                settings.check(problems);
                if (problems.isEmpty()) {
                    return settings;
                }
            }
            throw new ShieldUnusable(source + ": " + String.join("; ", problems));
        } catch (IOException malformed) {
            throw new ShieldUnusable(source + " cannot be read: " + malformed.getMessage());
        }
    }

    private static void merge(
            String path, ObjectNode all, JsonNode changes, List<String> problems) {
        changes.properties()
                .forEach(entry -> {
                    String key = path + entry.getKey();
                    JsonNode standing = all.get(entry.getKey());
                    if (standing == null) {
                        problems.add("unknown key '" + key + "'");
                    } else if (standing.isObject() && entry.getValue().isObject()) {
                        merge(key + ".", (ObjectNode) standing, entry.getValue(), problems);
                    } else {
                        all.set(entry.getKey(), entry.getValue());
                    }
                });
    }

    private void check(List<String> problems) {
        check(problems, "outer", outer, Side.OUTER);
        check(problems, "inner", inner, Side.INNER);
        try {
            messagesHop();
        } catch (IllegalArgumentException broken) {
            problems.add("messages: " + broken.getMessage());
        }
        if (keepDays < 1 || keepDays > KeySettings.MOST_DAYS) {
            problems.add("keep-days must be 1 to " + KeySettings.MOST_DAYS + ", got " + keepDays);
        }
        checkKeys(problems);
        atLeast(problems, "admission.calls-per-second", admission.callsPerSecond, 1);
        atLeast(problems, "admission.burst", admission.burst, 1);
        atLeast(problems, "admission.most-backlog-ms", admission.mostBacklogMs, 1);
        atLeast(problems, "warm-up-calls", warmUpCalls, 0);
        atLeast(problems, "probe-seconds", probeSeconds, 1);
        atLeast(problems, "loops", loops, 0);
        try {
            dial.limits();
        } catch (DateTimeException | IllegalArgumentException broken) {
            problems.add("dial: " + broken.getMessage());
        }
        if (!Dialled.isWellFormed(shownDefault)) {
            problems.add(
                    "shown-default must be digits or a short name, got '" + shownDefault + "'");
        }
        if (!List.of("none", "wanted", "required").contains(tls.clients)) {
            problems.add("tls.clients must be none, wanted or required, got '" + tls.clients + "'");
        }
    }

    private void checkKeys(List<String> problems) {
        if (!passphraseFile.isEmpty() && !pkcs11.isEmpty()) {
            problems.add(
                    "passphrase-file and pkcs11 cannot both open the keystore; leave one empty");
        }
        try {
            var _ = pkcs11.isEmpty() ? null : Pkcs11Uri.parse(pkcs11);
        } catch (IllegalArgumentException broken) {
            problems.add("pkcs11: " + broken.getMessage());
        }
    }

    private static void check(List<String> problems, String key, Place place, Side side) {
        if (place.listen.isEmpty()) {
            problems.add(
                    key + ".listen must name at least one address, such as udp:192.0.2.1:5060");
            return;
        }
        if (place.peers.isEmpty()) {
            problems.add(
                    key + ".peers must name at least one address, such as udp:198.51.100.7:5060");
            return;
        }
        try {
            place.points(side);
            if (place.edge().own().getAddress().isAnyLocalAddress()) {
                problems.add(
                        key
                                + ".own must name the address our neighbours reach us at, such as 192.0.2.1:5060");
            }
        } catch (IllegalArgumentException broken) {
            problems.add(key + ": " + broken.getMessage());
        }
    }

    private static void atLeast(List<String> problems, String key, int value, int least) {
        if (value < least) {
            problems.add(key + " must be at least " + least + ", got " + value);
        }
    }
}
