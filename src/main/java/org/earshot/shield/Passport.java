package org.earshot.shield;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A signed statement about a call ([RFC 8225](https://www.rfc-editor.org/rfc/rfc8225)) as an
/// Identity header carries it ([RFC 8224 §4](https://www.rfc-editor.org/rfc/rfc8224#section-4)).
///
/// @param certificate where its certificate is said to lie; a name here, never fetched
/// @param extension `ppt`; empty when there is none
/// @param signedText what the signature is over
/// @param attestation SHAKEN's level, empty without it
record Passport(
        String certificate,
        String algorithm,
        String extension,
        String signedText,
        byte[] signature,
        long issuedAt,
        String caller,
        List<String> called,
        String attestation) {

    private static final int LONGEST = 4096;
    private static final long LATEST = 253_402_300_799L; // the year 9999

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String BASE64URL = "([A-Za-z0-9_-]+)";
    private static final Pattern FULL_FORM =
            Pattern.compile(
                    BASE64URL + "\\." + BASE64URL + "\\." + BASE64URL + "\\s*((?:;[^;]*)*)");
    private static final Pattern COMPACT_FORM = Pattern.compile("\\.\\.[A-Za-z0-9_-]+\\s*;.*");
    private static final Pattern PARAMETER =
            Pattern.compile(
                    ";\\s*([a-zA-Z]+)\\s*=\\s*(?:<([^<>]*)>|\"([^\"]*)\"|([^\\s;\"<>]+))\\s*");

    static boolean isCompact(String header) {
        return header.length() <= LONGEST && COMPACT_FORM.matcher(header.strip()).matches();
    }

    /// @param header the value of an Identity header
    /// @return empty when it is not the full form, or header and parameters contradict each other
    static Optional<Passport> parse(String header) {
        if (header.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher form = FULL_FORM.matcher(header.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            JsonNode head = JSON.readTree(decode(form.group(1)));
            JsonNode claims = JSON.readTree(decode(form.group(2)));
            String info = parameter(form.group(4), "info");
            String x5u = head.path("x5u").asText();
            if (!head.path("typ").asText().equals("passport")
                    || x5u.isEmpty()
                    || !info.equals(x5u)
                    || !isTime(claims.path("iat"))
                    || !parameter(form.group(4), "ppt").equals(head.path("ppt").asText())) {
                return Optional.empty();
            }
            return Optional.of(
                    new Passport(
                            x5u,
                            head.path("alg").asText(),
                            head.path("ppt").asText(),
                            form.group(1) + "." + form.group(2),
                            decode(form.group(3)),
                            claims.path("iat").asLong(),
                            claims.path("orig").path("tn").asText(),
                            texts(claims.path("dest").path("tn")),
                            claims.path("attest").asText()));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    byte[] signedBytes() {
        return signedText.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isTime(JsonNode seconds) {
        return seconds.canConvertToLong()
                && seconds.isIntegralNumber()
                && seconds.asLong() >= 0
                && seconds.asLong() <= LATEST;
    }

    /// Strict: bits left over at the end must be zero, or one signature would have many spellings.
    private static byte[] decode(String base64url) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64url);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(base64url)) {
            throw new IllegalArgumentException("base64url with bits left over");
        }
        return bytes;
    }

    private static String parameter(String parameters, String name) {
        Matcher each = PARAMETER.matcher(parameters);
        while (each.find()) {
            if (each.group(1).equalsIgnoreCase(name)) {
                for (int group = 2; group <= 4; group++) {
                    if (each.group(group) != null) {
                        return each.group(group);
                    }
                }
            }
        }
        return "";
    }

    private static List<String> texts(JsonNode node) {
        var texts = new ArrayList<String>();
        if (node.isArray()) {
            node.forEach(each -> texts.add(each.asText()));
        }
        return texts;
    }

    /// Never what was signed: it holds two numbers.
    @Override
    public String toString() {
        return "Passport(?)";
    }
}
