package org.earshot.shield;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.shield.UnmaskEntry.Act;

/// Registered people with their keys, and the bodies they send.
final class UnmaskPeople {

    private final Map<String, Ed25519Keys> keys = new HashMap<>();

    UnmaskPeople(UnmaskLog log, String... names) {
        for (String name : names) {
            var key = Ed25519Keys.generate();
            keys.put(name, key);
            log.append(Act.PERSON_ADDED, People.entry(name, key.publicKey()));
        }
    }

    Map<String, String> filing(UnmaskRequest request) {
        return Map.of(
                "id", request.id().toString(),
                "token", request.token().value(),
                "purpose", request.purpose(),
                "requester", request.requester(),
                "expiresAt", request.expiresAt().toString(),
                "replyKey", Base64.getEncoder().encodeToString(request.replyKey()),
                "signature", sign(request, UnmaskRequest.Act.REQUEST, request.requester()));
    }

    Map<String, String> approval(UnmaskRequest request, String approver) {
        return Map.of(
                "id", request.id().toString(),
                "approver", approver,
                "signature", sign(request, UnmaskRequest.Act.APPROVE, approver));
    }

    Map<String, String> release(UnmaskRequest request) {
        return Map.of(
                "id", request.id().toString(),
                "signature", sign(request, UnmaskRequest.Act.RELEASE, request.requester()));
    }

    private String sign(UnmaskRequest request, UnmaskRequest.Act act, String signer) {
        byte[] signature =
                java.util.Objects.requireNonNull(keys.get(signer)).sign(request.text(act, signer));
        return Base64.getEncoder().encodeToString(signature);
    }
}
