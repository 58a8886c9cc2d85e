package org.earshot.shield;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.earshot.crypto.EntryKeys;
import org.earshot.crypto.Secret;
import org.earshot.db.Database;
import org.earshot.db.DatabaseUnavailable;
import org.earshot.telephony.CallerToken;
import org.earshot.telephony.PhoneNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parties who may be called beyond the day. Each number is sealed in the database under a key
/// of its own, which lies in a file of the shield's directory; forgetting somebody destroys that
/// file, and with it every copy and backup of the row.
///
/// Calls are answered from memory. It follows the database within a second, and stays as it was
/// while the database is away.
public final class Vault implements Recognition, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Vault.class);
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(3);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final VaultRepository repository;
    private final EntryKeys keys;
    private final UnaryOperator<byte[]> hmac;
    private final InstantSource clock;
    private final ScheduledExecutorService follower =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("vault").daemon().factory());

    /// Replaced as a whole, by one thread at a time (this object's lock).
    private volatile Enrolled enrolled = Enrolled.NOBODY;

    private volatile boolean databaseUp;

    /// Down once the database was asked for the first time, whatever came of it.
    private final CountDownLatch asked = new CountDownLatch(1);

    private Vault(Database database, EntryKeys keys, Secret vaultKey, InstantSource clock) {
        this.repository = new VaultRepository(database);
        this.keys = keys;
        // Quick enough for every call: each thread keeps its own keyed instance.
        var macs = ThreadLocal.withInitial(() -> vaultKey.mac("enrolled number v1"));
        this.hmac = number -> macs.get().doFinal(number);
        this.clock = clock;
    }

    /// Begins to read who is enrolled, and follows the changes until closed.
    ///
    /// @param directory the shield's own; the entries' keys lie in its `vault-keys`
    /// @param vaultKey of the shield's keystore; never exchanged
    public static Vault open(
            Database database, Path directory, Secret vaultKey, InstantSource clock) {
        var keys = EntryKeys.open(directory.resolve("vault-keys"), vaultKey);
        var vault = new Vault(database, keys, vaultKey, clock);
        var _ =
                vault.follower.scheduleWithFixedDelay(
                        vault::follow, 0, FOLLOW_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return vault;
    }

    @Override
    public void awaitKnown() {
        try {
            boolean done = asked.await(FIRST_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!done || !databaseUp) {
                LOG.warn(
                        "The vault's database does not answer yet; until it does, calls go on and nobody is recognised.");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<CallerToken> enrolled(PhoneNumber number) {
        Enrolled now = enrolled;
        return now.tokens().isEmpty()
                ? Optional.empty() // spares the hash where nobody is enrolled
                : now.find(Enrolled.hash(number, hmac));
    }

    @Override
    public Optional<PhoneNumber> open(CallerToken token) {
        return enrolled.open(token);
    }

    /// Enrols somebody, or finds that they are.
    ///
    /// @return their token, recognised from now on
    /// @throws DatabaseUnavailable when it cannot be kept now; nothing has changed then
    public CallerToken enrol(PhoneNumber number) {
        String hash = Enrolled.hash(number, hmac);
        var known = enrolled.find(hash);
        if (known.isPresent()) {
            return known.get();
        }
        UUID id = UUID.randomUUID();
        var fresh = Enrolled.seal(id, newToken(), number, keys.create(id));
        boolean kept = false;
        try {
            var token =
                    repository.add(
                            fresh,
                            LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                            rows -> enrolled.find(hash, rows, keys, hmac));
            kept = token.equals(fresh.token());
            follow();
            return token;
        } finally {
            if (!kept) {
                destroyUnlessStored(id);
            }
        }
    }

    /// Forgets somebody for ever, here and in every backup.
    ///
    /// @return whether they were enrolled
    /// @throws DatabaseUnavailable when that cannot be done now; ask again then
    public boolean forget(CallerToken token) {
        boolean was = repository.remove(token, keys::destroy);
        follow();
        return was;
    }

    /// How many there are.
    public int size() {
        return enrolled.parties().size();
    }

    /// Whether the database answered when last asked, at most a second or two ago.
    public boolean isDatabaseUp() {
        return databaseUp;
    }

    @Override
    public void close() {
        follower.shutdownNow();
    }

    /// A lost answer to a commit leaves open whether the row is there: then its key stays, and
    /// whoever asks for the same number again finds it.
    private void destroyUnlessStored(UUID id) {
        try {
            boolean stored =
                    repository.read().entries().stream().anyMatch(entry -> entry.id().equals(id));
            if (!stored) {
                keys.destroy(id);
            }
        } catch (DatabaseUnavailable away) {
            LOG.info("A key that may be of no use is kept: the vault's database is away.");
        }
    }

    private synchronized void update() {
        enrolled = enrolled.updated(repository.read(), keys, hmac);
    }

    /// Whatever goes wrong, calls go on with who is known.
    @SuppressWarnings("CatchingUnchecked") // an exception would end the following for good
    private void follow() {
        try {
            if (repository.version() != enrolled.version()) {
                update();
            }
            tell(true, "");
        } catch (Exception failure) {
            tell(false, failure.getClass().getSimpleName());
        } finally {
            asked.countDown();
        }
    }

    private void tell(boolean up, String why) {
        if (up != databaseUp) {
            databaseUp = up;
            if (up) {
                LOG.info("The vault's database answers; {}.", enrolled);
            } else {
                LOG.warn(
                        "The vault's database is away ({}); calls go on, {} known.", why, enrolled);
            }
        }
    }

    private static CallerToken newToken() {
        var random = new byte[16];
        RANDOM.nextBytes(random);
        return new CallerToken("e" + Base32.encode(random));
    }
}
