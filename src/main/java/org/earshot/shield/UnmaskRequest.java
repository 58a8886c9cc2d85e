package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.earshot.telephony.CallerToken;

/// What people sign when a number is to be shown.
///
/// @param purpose why, in words that name the case and nobody
/// @param requester a registered name
/// @param expiresAt whole seconds
/// @param replyKey X25519 public key of the terminal that may read the number
@SuppressWarnings("ArrayRecordComponent") // 32 bytes, never compared
public record UnmaskRequest(
        UUID id,
        CallerToken token,
        String purpose,
        String requester,
        Instant expiresAt,
        byte[] replyKey) {

    /// What a signature stands for; one of one kind is worth nothing for another.
    public enum Act {
        REQUEST,
        APPROVE,
        RELEASE
    }

    public UnmaskRequest {
        if (purpose.length() < 10 || purpose.length() > 200) {
            throw new IllegalArgumentException(
                    "the purpose must have 10 to 200 characters, got " + purpose.length());
        }
        if (purpose.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the purpose must be one line of plain text");
        }
        if (!People.NAME.matcher(requester).matches()) {
            throw new IllegalArgumentException("no name of a registered person: " + requester);
        }
        if (!expiresAt.equals(expiresAt.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("the expiry must be a whole second");
        }
        if (replyKey.length != 32) {
            throw new IllegalArgumentException(
                    "the reply key must have 32 bytes, got " + replyKey.length);
        }
    }

    /// The bytes `signer` signs. Each value has a line of its own and none holds a line end, so no
    /// two requests have the same text.
    public byte[] text(Act act, String signer) {
        String lines =
                """
                earshot unmask v1
                act: %s
                signer: %s
                request: %s
                token: %s
                purpose: %s
                requester: %s
                expires: %s
                reply-key: %s
                """
                        .formatted(
                                act.name(),
                                signer,
                                id,
                                token.value(),
                                purpose,
                                requester,
                                expiresAt,
                                Base64.getEncoder().encodeToString(replyKey));
        return lines.getBytes(StandardCharsets.UTF_8);
    }

    /// What the sealed answer is about.
    public byte[] replyInfo() {
        return ("earshot unmask reply v1 " + id).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
