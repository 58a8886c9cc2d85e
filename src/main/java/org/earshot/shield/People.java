package org.earshot.shield;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.earshot.crypto.Ed25519;

/// Who may ask for a number and approve it, each with one public key. Kept in the [UnmaskLog]
/// itself, so nobody joins or leaves unseen. A key belongs to one person for ever: two accounts
/// with one key would be four eyes of two.
public final class People {

    static final People NOBODY = new People(Map.of(), Map.of());

    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{1,63}");

    private final Map<String, String> keys;
    private final Map<String, String> owners;

    private People(Map<String, String> keys, Map<String, String> owners) {
        this.keys = Map.copyOf(keys);
        this.owners = Map.copyOf(owners);
    }

    /// What an entry about somebody tells.
    public static Map<String, String> entry(String name, byte[] publicKey) {
        return Map.of("name", name, "key", Base64.getEncoder().encodeToString(publicKey));
    }

    public Optional<byte[]> key(String name) {
        return Optional.ofNullable(keys.get(name)).map(Base64.getDecoder()::decode);
    }

    public SortedSet<String> names() {
        return new TreeSet<>(keys.keySet());
    }

    boolean signed(String name, byte[] publicKey, byte[] text, byte[] signature) {
        return key(name).filter(now -> Arrays.equals(now, publicKey)).isPresent()
                && Ed25519.verifies(publicKey, text, signature);
    }

    /// @throws IllegalArgumentException when the entry breaks a rule; says which
    People with(UnmaskEntry entry) {
        return switch (entry.act()) {
            case PERSON_ADDED -> added(detail(entry, "name"), detail(entry, "key"));
            case PERSON_REMOVED -> removed(detail(entry, "name"));
            case REQUESTED, APPROVED, RELEASED -> this;
        };
    }

    private People added(String name, String key) {
        require(
                NAME.matcher(name).matches(),
                "a name is 2 to 64 small letters, digits, '.', '_' or '-' and begins with a letter; got '%s'",
                name);
        require(!keys.containsKey(name), "'%s' is registered already; remove them first", name);
        String owner = owners.getOrDefault(key, name);
        require(owner.equals(name), "this key is or was that of '%s'; make another", owner);
        require(
                Ed25519.isPublicKey(Base64.getDecoder().decode(key)),
                "this is no Ed25519 public key for '%s'",
                name);
        var newKeys = new HashMap<>(keys);
        newKeys.put(name, key);
        var newOwners = new HashMap<>(owners);
        newOwners.put(key, name);
        return new People(newKeys, newOwners);
    }

    private People removed(String name) {
        require(keys.containsKey(name), "nobody is registered as '%s'", name);
        var fewer = new HashMap<>(keys);
        fewer.remove(name);
        return new People(fewer, owners);
    }

    private static String detail(UnmaskEntry entry, String name) {
        return entry.details().getOrDefault(name, "");
    }

    private static void require(boolean holds, String otherwise, String value) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise.formatted(value));
        }
    }
}
