package org.earshot.cases;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.earshot.crypto.Argon2id;
import org.earshot.crypto.KeyService;

/// Turns a query code into what is stored of it: HMAC(pepper, Argon2id(code)). Whoever steals the
/// database lacks the pepper; whoever steals both still pays Argon2id for each guess.
///
/// Telephone and web take turns apart, so that a flood of guesses keeps no caller waiting.
final class CodeVault {

    private static final String PEPPER = "query-code";
    private static final byte[] SALT_NAME = "query-code salt 1".getBytes(StandardCharsets.US_ASCII);

    private final KeyService keys;
    private final byte[] salt;
    private final Semaphore calls;
    private final Semaphore web;

    CodeVault(KeyService keys, int atOnce) {
        this.keys = keys;
        // One salt for all codes, for a code must be found without knowing whose it is. It is
        // secret.
        this.salt = Arrays.copyOf(keys.hmac(PEPPER, SALT_NAME), 16);
        this.calls = new Semaphore(atOnce, true);
        this.web = new Semaphore(atOnce, true);
    }

    /// For a call: waits its turn.
    byte[] lookup(QueryCode code) {
        calls.acquireUninterruptibly();
        try {
            return hash(code);
        } finally {
            calls.release();
        }
    }

    /// For the web: empty when no turn came within `patience`.
    Optional<byte[]> lookup(QueryCode code, Duration patience) {
        try {
            if (!web.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(hash(code));
        } finally {
            web.release();
        }
    }

    private byte[] hash(QueryCode code) {
        byte[] digits = code.digits().getBytes(StandardCharsets.US_ASCII);
        return keys.hmac(PEPPER, Argon2id.hash(digits, salt, Argon2id.Cost.ONLINE, 32));
    }
}
