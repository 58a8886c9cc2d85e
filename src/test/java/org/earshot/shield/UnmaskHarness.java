package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.crypto.Hpke;
import org.earshot.shield.UnmaskEntry.Act;
import org.earshot.site.PostgresServer;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;

/// Unmasking in a real PostgreSQL, with people who have keys.
final class UnmaskHarness implements AutoCloseable {

    static final CallerToken TOKEN = new CallerToken("t" + "b".repeat(53));
    static final PhoneNumber NUMBER = VaultHarness.number(4_242_424);

    final VaultHarness house;
    final UnmaskLog log;
    final Unmasking unmasking;
    final byte[] replyKey = Hpke.newPrivateKey();
    private final Map<String, Ed25519Keys> keys = new HashMap<>();

    UnmaskHarness(PostgresServer server, Path directory) {
        house = new VaultHarness(server, directory);
        log = UnmaskLog.in(directory, house.clock);
        unmasking = new Unmasking(house.database, log, UnmaskHarness::open, house.clock);
    }

    private static Optional<PhoneNumber> open(CallerToken token) {
        return token.equals(TOKEN) ? Optional.of(NUMBER) : Optional.empty();
    }

    /// Registers somebody with a new key.
    UnmaskHarness person(String name) {
        var key = Ed25519Keys.generate();
        keys.put(name, key);
        log.append(Act.PERSON_ADDED, People.entry(name, key.publicKey()));
        return this;
    }

    Ed25519Keys key(String name) {
        return keys.computeIfAbsent(name, unregistered -> Ed25519Keys.generate());
    }

    Instant now() {
        return house.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    UnmaskRequest request(String requester) {
        return new UnmaskRequest(
                UUID.randomUUID(),
                TOKEN,
                "case 2026-0042, duty of contact",
                requester,
                now().plus(Duration.ofMinutes(9)),
                Hpke.publicKey(replyKey));
    }

    byte[] sign(UnmaskRequest request, UnmaskRequest.Act act, String signer) {
        return key(signer).sign(request.text(act, signer));
    }

    /// Filed by `requester`.
    UnmaskRequest filed(String requester) throws UnmaskRefused {
        var request = request(requester);
        unmasking.request(request, sign(request, UnmaskRequest.Act.REQUEST, requester));
        return request;
    }

    int approve(UnmaskRequest request, String approver) throws UnmaskRefused {
        return unmasking.approve(
                request.id(), approver, sign(request, UnmaskRequest.Act.APPROVE, approver));
    }

    /// The number as the requester's terminal reads it.
    String release(UnmaskRequest request) throws UnmaskRefused {
        byte[] sealed =
                unmasking.release(
                        request.id(),
                        sign(request, UnmaskRequest.Act.RELEASE, request.requester()));
        return new String(
                Hpke.open(replyKey, request.replyInfo(), sealed), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        house.close();
    }
}
