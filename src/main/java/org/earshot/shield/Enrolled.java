package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.earshot.crypto.Aad;
import org.earshot.crypto.EntryKey;
import org.earshot.crypto.EntryKeys;
import org.earshot.crypto.TamperedException;
import org.earshot.shield.VaultRepository.Entry;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everybody who is enrolled, as one moment saw it: found by keyed hash of the number, or by token.
/// Numbers stay sealed in memory too, until one is asked for.
///
/// @param unreadable entries whose key is missing or does not fit
record Enrolled(
        long version,
        Map<String, CallerToken> tokens,
        Map<CallerToken, Enrolled.Party> parties,
        int unreadable) {

    static final Enrolled NOBODY = new Enrolled(-1, Map.of(), Map.of(), 0);

    private static final Logger LOG = LoggerFactory.getLogger(Enrolled.class);

    Enrolled {
        tokens = Map.copyOf(tokens);
        parties = Map.copyOf(parties);
    }

    /// @param hash of the number
    record Party(Entry entry, EntryKey key, String hash) {

        PhoneNumber number() {
            return unseal(entry, key);
        }

        /// Neither number nor hash.
        @Override
        public String toString() {
            return entry.toString();
        }
    }

    /// What `contents` holds; of what is known already no seal is broken again.
    Enrolled updated(
            VaultRepository.Contents contents, EntryKeys keys, UnaryOperator<byte[]> hmac) {
        var newTokens = new HashMap<String, CallerToken>();
        var newParties = new HashMap<CallerToken, Party>();
        int broken = 0;
        for (Entry entry : contents.entries()) {
            var party = party(entry, keys, hmac);
            if (party.isPresent()) {
                newTokens.put(party.get().hash(), entry.token());
                newParties.put(entry.token(), party.get());
            } else {
                broken++;
            }
        }
        if (broken != unreadable) {
            LOG.warn("{} enrolled parties have no key that opens them.", broken);
        }
        return new Enrolled(contents.version(), newTokens, newParties, broken);
    }

    Optional<CallerToken> find(String hash) {
        return Optional.ofNullable(tokens.get(hash));
    }

    Optional<PhoneNumber> open(CallerToken token) {
        return Optional.ofNullable(parties.get(token)).map(Party::number);
    }

    static Entry seal(UUID id, CallerToken token, PhoneNumber number, EntryKey key) {
        byte[] plain = number.e164().getBytes(StandardCharsets.US_ASCII);
        return new Entry(id, token, key.seal(place(id, token), plain));
    }

    /// Whose number is among `entries`.
    Optional<CallerToken> find(
            String hash, List<Entry> entries, EntryKeys keys, UnaryOperator<byte[]> hmac) {
        return entries.stream()
                .flatMap(entry -> party(entry, keys, hmac).stream())
                .filter(party -> party.hash().equals(hash))
                .map(party -> party.entry().token())
                .findFirst();
    }

    static String hash(PhoneNumber number, UnaryOperator<byte[]> hmac) {
        byte[] digest = hmac.apply(number.e164().getBytes(StandardCharsets.US_ASCII));
        return new String(digest, StandardCharsets.ISO_8859_1);
    }

    private Optional<Party> party(Entry entry, EntryKeys keys, UnaryOperator<byte[]> hmac) {
        Party known = parties.get(entry.token());
        if (known != null && known.entry().id().equals(entry.id())) {
            return Optional.of(known);
        }
        try {
            return keys.find(entry.id())
                    .map(key -> new Party(entry, key, hash(unseal(entry, key), hmac)));
        } catch (TamperedException altered) {
            LOG.warn("The enrolled party {} was altered in the database.", entry);
            return Optional.empty();
        }
    }

    private static PhoneNumber unseal(Entry entry, EntryKey key) {
        byte[] plain = key.open(place(entry.id(), entry.token()), entry.sealedNumber());
        return new PhoneNumber(new String(plain, StandardCharsets.US_ASCII));
    }

    /// The token is bound in, so that rows cannot swap their numbers.
    private static Aad place(UUID id, CallerToken token) {
        return new Aad("enrolled", "sealed_number", id + " " + token.value());
    }

    @Override
    public String toString() {
        return parties.size() + " enrolled parties";
    }
}
