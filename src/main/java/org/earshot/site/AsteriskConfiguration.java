package org.earshot.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Renders the templates of `asterisk-conf/` for one instance and makes the directories it needs.
final class AsteriskConfiguration {

    static final List<String> TEMPLATES =
            List.of(
                    "ari.conf",
                    "asterisk.conf",
                    "cdr.conf",
                    "cel.conf",
                    "chan_websocket.conf",
                    "extensions.conf",
                    "http.conf",
                    "indications.conf",
                    "logger.conf",
                    "manager.conf",
                    "modules.conf",
                    "pjproject.conf",
                    "pjsip.conf",
                    "rtp.conf",
                    "websocket_client.conf");

    /// Asterisk complains when they are missing, and needs nothing in them.
    static final List<String> EMPTY =
            List.of(
                    "acl.conf",
                    "ccss.conf",
                    "codecs.conf",
                    "features.conf",
                    "stasis.conf",
                    "udptl.conf");

    private static final List<String> DIRECTORIES =
            List.of("agi", "cache", "data/sounds", "db", "etc", "keys/keys", "log", "run", "spool");
    private static final Pattern PLACEHOLDER = Pattern.compile("@([A-Z_]+)@");

    private AsteriskConfiguration() {}

    static void write(AsteriskSettings settings, AsteriskSoftware software) throws IOException {
        Path home = settings.directory();
        requirePlainPath(home);
        requirePlainPath(software.directory());
        PrivateFiles.directory(home);
        for (String directory : DIRECTORIES) {
            PrivateFiles.directory(home.resolve(directory));
        }
        PrivateFiles.directory(settings.awayDirectory());
        link(software.rootfs().resolve("usr/share/asterisk"), home.resolve("data"));
        Map<String, String> values = values(settings, software);
        for (String name : TEMPLATES) {
            PrivateFiles.write(home.resolve("etc").resolve(name), render(template(name), values));
        }
        for (String name : EMPTY) {
            PrivateFiles.write(home.resolve("etc").resolve(name), "");
        }
    }

    static String render(String template, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> {
                    String value = values.get(found.group(1));
                    if (value == null) {
                        throw new IllegalStateException(
                                "no value for the placeholder " + found.group());
                    }
                    return Matcher.quoteReplacement(value);
                });
    }

    static Map<String, String> values(AsteriskSettings settings, AsteriskSoftware software) {
        AsteriskPorts ports = settings.ports();
        return Map.ofEntries(
                Map.entry("NAME", "earshot-" + settings.name()),
                Map.entry("INSTANCE", settings.directory().toString()),
                Map.entry("ROOTFS", software.rootfs().toString()),
                Map.entry("ENTITY_ID", entityId(settings.name())),
                Map.entry("ADAPTER", adapter(settings.adapter())),
                Map.entry("PATIENCE", String.valueOf(settings.patienceSeconds())),
                Map.entry("SERVED_PATIENCE", String.valueOf(5 * settings.patienceSeconds())),
                Map.entry("SIP_HOST", settings.boundSipHost()),
                Map.entry("SIP_PORT", String.valueOf(ports.sip())),
                Map.entry("MEDIA_ADDRESS", mediaAddress(settings.sipHost())),
                Map.entry("TRUNK", trunk(settings)),
                Map.entry("TRUNK_CALLERID", trunkCallerId(settings)),
                Map.entry("CALLER_TOKEN", callerToken(settings)),
                Map.entry(
                        "CALLER_NAME",
                        ofShield(settings, "${FILTER(0-9A-Z\\-,${CALLERID(name)})}")),
                Map.entry(
                        "VERDICT",
                        ofShield(
                                settings,
                                "${FILTER(A-Z_,${PJSIP_HEADER(read,X-Earshot-Verified)})}")),
                Map.entry("HTTP_PORT", String.valueOf(ports.http())),
                Map.entry("AMI_PORT", String.valueOf(ports.ami())),
                Map.entry("AGI_PORT", String.valueOf(ports.agi())),
                Map.entry("MEDIA_PORT", String.valueOf(ports.media())),
                Map.entry("RTP_START", String.valueOf(ports.rtpStart())),
                Map.entry("RTP_END", String.valueOf(ports.rtpEnd())),
                Map.entry("ARI_PASSWORD", settings.secrets().ari()),
                Map.entry("AMI_PASSWORD", settings.secrets().ami()),
                Map.entry("MEDIA_PASSWORD", settings.secrets().media()),
                Map.entry("AWAY", settings.awayDirectory().toString()),
                Map.entry("AWAY_PROMPTS", AsteriskSettings.playable(settings.awayPrompts())),
                Map.entry("THANKS_PROMPTS", AsteriskSettings.playable(settings.thanksPrompts())));
    }

    private static String adapter(AsteriskSettings.Adapter adapter) {
        return switch (adapter) {
            case ARI -> "ari";
            case AGI -> "agi";
        };
    }

    /// Behind a shield nobody else may call: what has not passed it may carry a number.
    private static String trunk(AsteriskSettings settings) {
        return settings.shield().isPresent()
                ? settings.shield().get()
                : String.join(",", settings.trunk());
    }

    private static String trunkCallerId(AsteriskSettings settings) {
        return settings.shield().isPresent()
                ? "; From is kept: the shield has put a token in the place of the caller"
                : """
                ; Takes the place of From before a channel exists: no shield stands before us.
                callerid = Caller <anonymous>
                callerid_privacy = prohib\
                """;
    }

    /// Whatever is no token of the shield's is dropped.
    private static String callerToken(AsteriskSettings settings) {
        return settings.shield().isPresent()
                ? "${IF($[${REGEX(\"^[tea][a-z2-7]+$\" ${CALLERID(num)})}]?${CALLERID(num)}:)}"
                : "";
    }

    /// What a carrier writes there is not taken for the shield's word.
    private static String ofShield(AsteriskSettings settings, String value) {
        return settings.shield().isPresent() ? value : "";
    }

    /// RTP goes where SIP goes; with every address allowed, Asterisk chooses by the route.
    private static String mediaAddress(String sipHost) {
        return sipHost.equals("0.0.0.0")
                ? "; RTP on every address"
                : "media_address = " + sipHost + "\nbind_rtp_to_media_address = yes";
    }

    /// Six bytes in the shape of a locally administered network address.
    private static String entityId(String name) {
        int hash = name.hashCode();
        return "02:00:%02x:%02x:%02x:%02x"
                .formatted(hash >>> 24, (hash >>> 16) & 0xff, (hash >>> 8) & 0xff, hash & 0xff);
    }

    /// Asterisk's configuration gives these characters a meaning and has no way to quote them
    /// everywhere.
    private static void requirePlainPath(Path path) {
        if (!path.toString().matches("[^;&,|\"'\\\\\\p{Cntrl}]+")) {
            throw new SiteFault(
                    "The directory '%s' holds a character that Asterisk's configuration cannot take (; & , | quotes); choose another with --data."
                            .formatted(path));
        }
    }

    /// Debian's data, read only; `sounds/en` because the package's own link is absolute and
    /// dangles.
    private static void link(Path from, Path to) throws IOException {
        for (String name : List.of("documentation", "rest-api", "static-http")) {
            replaceLink(to.resolve(name), from.resolve(name));
        }
        replaceLink(to.resolve("sounds/en"), from.resolve("sounds/en_US_f_Allison"));
    }

    private static void replaceLink(Path link, Path target) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    private static String template(String name) throws IOException {
        try (InputStream in =
                AsteriskConfiguration.class.getResourceAsStream("/asterisk-conf/" + name)) {
            if (in == null) {
                throw new IllegalStateException("asterisk-conf/" + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
