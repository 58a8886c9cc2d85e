package org.earshot.crypto;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names a key in a PKCS#11 token as [RFC 7512](https://www.rfc-editor.org/rfc/rfc7512) writes it:
///
/// ```
/// pkcs11:token=earshot;object=shield?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/earshot/pin
/// ```
///
/// `slot-id=` may stand in the place of `token=`. Without `pin-source` the PIN is taken from the
/// environment. A PIN in the address itself (`pin-value`) is refused: addresses are shown.
///
/// @param module the library of whoever made the token
/// @param token its label, or the number of its slot
/// @param object label of an AES-256 key
/// @param pinFile for its owner alone; the first line is the PIN
public record Pkcs11Uri(Path module, Place token, String object, Optional<Path> pinFile) {

    /// Where the PIN is when no file is named.
    public static final String PIN_VARIABLE = "EARSHOT_PKCS11_PIN";

    private static final String SCHEME = "pkcs11:";
    private static final Set<String> KNOWN =
            Set.of("token", "slot-id", "object", "type", "module-path", "pin-source");
    private static final String EXAMPLE =
            "write it as pkcs11:token=LABEL;object=KEY?module-path=LIBRARY&pin-source=file:FILE";

    /// Which token.
    public sealed interface Place {

        /// By its label, which stays when the token is moved.
        record Label(String label) implements Place {

            @Override
            public String toString() {
                return "'" + label + "'";
            }
        }

        /// By number.
        record Slot(long id) implements Place {

            @Override
            public String toString() {
                return "in slot " + id;
            }
        }
    }

    /// @throws IllegalArgumentException in one sentence, never with a PIN
    public static Pkcs11Uri parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw wrong("does not begin with 'pkcs11:'");
        }
        Map<String, String> parts = parts(text.substring(SCHEME.length()));
        if (!parts.getOrDefault("type", "secret-key").equals("secret-key")) {
            throw wrong("has a type other than secret-key");
        }
        return new Pkcs11Uri(
                absolute("module-path", need(parts, "module-path")),
                place(parts),
                need(parts, "object"),
                Optional.ofNullable(parts.get("pin-source")).map(Pkcs11Uri::pinFile));
    }

    /// Makes the key inside its token, where nobody can read it, unless there is one of that name.
    ///
    /// @return whether it was made
    /// @throws KeysUnavailable in one sentence
    public boolean makeKey() {
        return new Pkcs11Token(this, System.getenv()).make();
    }

    private static Map<String, String> parts(String text) {
        var parts = new LinkedHashMap<String, String>();
        for (String part : text.split("[;?&]", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals);
            if (name.equals("pin-value")) {
                throw wrong("holds a PIN; put it into a file and name that with pin-source");
            }
            if (!KNOWN.contains(name)) {
                throw wrong(name.isEmpty() ? "has a part without a name" : "has '" + name + "'");
            }
            // URLDecoder is for forms, where + is a blank; here it is itself (RFC 7512 §2.3).
            String plain = part.substring(equals + 1).replace("+", "%2B");
            if (parts.put(name, URLDecoder.decode(plain, StandardCharsets.UTF_8)) != null) {
                throw wrong("has '" + name + "' twice");
            }
        }
        return parts;
    }

    private static Place place(Map<String, String> parts) {
        String slot = parts.get("slot-id");
        String label = parts.get("token");
        if ((slot == null) == (label == null)) {
            throw wrong("must have one of 'token' and 'slot-id'");
        }
        if (label != null) {
            return new Place.Label(label);
        }
        try {
            return new Place.Slot(Long.parseLong(need(parts, "slot-id")));
        } catch (NumberFormatException _) {
            throw wrong("has the slot-id '" + slot + "', which is no number");
        }
    }

    /// `file:/path` or a path; never the `|command` that RFC 7512 §2.4 also allows.
    private static Path pinFile(String source) {
        return absolute("pin-source", source.startsWith("file:") ? source.substring(5) : source);
    }

    private static Path absolute(String name, String text) {
        // file:///path too
        Path path = Path.of(text.startsWith("///") ? text.substring(2) : text);
        if (!path.isAbsolute()) {
            throw wrong("has a " + name + " that does not begin with '/'");
        }
        return path;
    }

    private static String need(Map<String, String> parts, String name) {
        String value = parts.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw wrong("has no '" + name + "'");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String how) {
        return new IllegalArgumentException("The PKCS#11 address " + how + "; " + EXAMPLE);
    }

    /// The key and its token, as sentences name them.
    @Override
    public String toString() {
        return "'" + object + "' of the PKCS#11 token " + token;
    }
}
