package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.earshot.crypto.Hpke;
import org.earshot.db.Database;
import org.earshot.shield.UnmaskRefused.Why;
import org.earshot.shield.UnmaskRepository.Approval;
import org.earshot.shield.UnmaskRepository.Change;
import org.earshot.shield.UnmaskRepository.Filed;
import org.earshot.shield.UnmaskRepository.Outcome;
import org.earshot.shield.UnmaskRepository.State;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;

/// Shows a number to one person, once, when two others have approved it.
///
/// ```
/// requester signs the request ─→ filed ─→ two others sign ─→ requester signs for the release
///                                  └── all within 10 minutes ──┘      │
///                       log entry on the disk, then its row, then the number, sealed for the
///                       requester's own terminal: who carries the answer cannot read it
/// ```
///
/// The shield itself verifies every signature, at each step and all of them again at the end.
public final class Unmasking {

    static final Duration WITHIN = Duration.ofMinutes(10);

    private final UnmaskRepository repository;
    private final UnmaskLog log;
    private final Function<CallerToken, Optional<PhoneNumber>> numbers;
    private final InstantSource clock;

    /// @param database the vault's
    /// @param numbers opens tokens: [Identities#outward]
    public Unmasking(
            Database database,
            UnmaskLog log,
            Function<CallerToken, Optional<PhoneNumber>> numbers,
            InstantSource clock) {
        this.repository = new UnmaskRepository(database);
        this.log = log;
        this.numbers = numbers;
        this.clock = clock;
    }

    /// Files a request.
    ///
    /// @param signature of [UnmaskRequest#text] by the requester
    public void request(UnmaskRequest request, byte[] signature) throws UnmaskRefused {
        Instant now = clock.instant();
        if (!now.isBefore(request.expiresAt()) || request.expiresAt().isAfter(now.plus(WITHIN))) {
            throw new UnmaskRefused(Why.EXPIRY);
        }
        byte[] key = key(request.requester());
        requireSigned(request, UnmaskRequest.Act.REQUEST, request.requester(), key, signature);
        boolean isNew =
                repository.file(
                        new Filed(request, key, signature),
                        now,
                        () -> write(UnmaskEntry.Act.REQUESTED, request, request.requester()));
        if (!isNew) {
            throw new UnmaskRefused(Why.FILED_BEFORE);
        }
    }

    /// What an approver is asked to sign.
    public Optional<UnmaskRequest> find(UUID id) {
        return repository.find(id).map(state -> state.filed().request());
    }

    /// Approves a request.
    ///
    /// @param signature of [UnmaskRequest#text] by the approver
    /// @return how many approvals it has now
    public int approve(UUID id, String approver, byte[] signature) throws UnmaskRefused {
        byte[] key = key(approver);
        var approval = new Approval(approver, key, signature);
        return repository
                .decide(id, state -> approved(state, approval))
                .orElseThrow(() -> new UnmaskRefused(Why.UNKNOWN_REQUEST));
    }

    private Outcome<Integer> approved(State state, Approval approval) throws UnmaskRefused {
        var request = state.filed().request();
        requireOpen(state);
        requireSigned(
                request,
                UnmaskRequest.Act.APPROVE,
                approval.approver(),
                approval.key(),
                approval.signature());
        requireOther(state, approval.approver(), approval.key());
        write(UnmaskEntry.Act.APPROVED, request, approval.approver());
        return new Outcome<>(
                state.approvals().size() + 1, new Change.Approve(approval, clock.instant()));
    }

    /// Gives out the number, once.
    ///
    /// @param signature of [UnmaskRequest#text] by the requester
    /// @return the number in E.164, sealed by [Hpke] for the request's reply key
    public byte[] release(UUID id, byte[] signature) throws UnmaskRefused {
        return repository
                .decide(id, state -> released(state, signature))
                .orElseThrow(() -> new UnmaskRefused(Why.UNKNOWN_REQUEST));
    }

    private Outcome<byte[]> released(State state, byte[] signature) throws UnmaskRefused {
        var request = state.filed().request();
        requireOpen(state);
        requireSigned(
                request,
                UnmaskRequest.Act.RELEASE,
                request.requester(),
                state.filed().requesterKey(),
                signature);
        requireApproved(state);
        PhoneNumber number =
                numbers.apply(request.token()).orElseThrow(() -> new UnmaskRefused(Why.NO_NUMBER));
        byte[] logged = write(UnmaskEntry.Act.RELEASED, request, request.requester());
        byte[] sealed =
                Hpke.seal(
                        request.replyKey(),
                        request.replyInfo(),
                        number.e164().getBytes(StandardCharsets.US_ASCII));
        return new Outcome<>(sealed, new Change.Release(clock.instant(), logged));
    }

    /// Compares the log with the database.
    ///
    /// @return how many releases the database knows that the log does not: anything but 0 means
    ///   that the log was cut off or exchanged
    /// @throws UnmaskLogUnusable when its chain is broken
    public int missingInLog() {
        var logged = log.hashes();
        return (int)
                repository.loggedReleases().stream()
                        .filter(hash -> !logged.contains(HexFormat.of().formatHex(hash)))
                        .count();
    }

    private byte[] key(String name) throws UnmaskRefused {
        return log.people().key(name).orElseThrow(() -> new UnmaskRefused(Why.NOT_REGISTERED));
    }

    private void requireOpen(State state) throws UnmaskRefused {
        if (!clock.instant().isBefore(state.filed().request().expiresAt())) {
            throw new UnmaskRefused(Why.EXPIRED);
        }
        if (state.released()) {
            throw new UnmaskRefused(Why.USED);
        }
    }

    private static void requireOther(State state, String approver, byte[] key)
            throws UnmaskRefused {
        var filed = state.filed();
        if (approver.equals(filed.request().requester())
                || Arrays.equals(key, filed.requesterKey())) {
            throw new UnmaskRefused(Why.OWN_REQUEST);
        }
        for (Approval before : state.approvals()) {
            if (approver.equals(before.approver()) || Arrays.equals(key, before.key())) {
                throw new UnmaskRefused(Why.SAME_PERSON);
            }
        }
        if (state.approvals().size() >= 2) {
            throw new UnmaskRefused(Why.FULL);
        }
    }

    /// Everything once more: a row may have been written by somebody else, or a person have left.
    private void requireApproved(State state) throws UnmaskRefused {
        var filed = state.filed();
        var request = filed.request();
        requireSigned(
                request,
                UnmaskRequest.Act.REQUEST,
                request.requester(),
                filed.requesterKey(),
                filed.signature());
        List<Approval> approvals = state.approvals();
        if (approvals.size() != 2) {
            throw new UnmaskRefused(Why.NOT_APPROVED);
        }
        var first = approvals.get(0);
        var second = approvals.get(1);
        requireOther(new State(filed, List.of(), false), first.approver(), first.key());
        requireOther(new State(filed, List.of(first), false), second.approver(), second.key());
        for (Approval approval : approvals) {
            requireSigned(
                    request,
                    UnmaskRequest.Act.APPROVE,
                    approval.approver(),
                    approval.key(),
                    approval.signature());
        }
    }

    private void requireSigned(
            UnmaskRequest request,
            UnmaskRequest.Act act,
            String signer,
            byte[] key,
            byte[] signature)
            throws UnmaskRefused {
        if (!log.people().signed(signer, key, request.text(act, signer), signature)) {
            throw new UnmaskRefused(Why.BAD_SIGNATURE);
        }
    }

    /// The token goes in as a hash: it cannot be guessed, and the log is kept for ever.
    private byte[] write(UnmaskEntry.Act act, UnmaskRequest request, String who) {
        return log.append(
                act,
                Map.of(
                        "request", request.id().toString(),
                        "who", who,
                        "purpose", request.purpose(),
                        "token-sha256", sha256(request.token())));
    }

    private static String sha256(CallerToken token) {
        try {
            byte[] text = token.value().getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
        }
    }
}
