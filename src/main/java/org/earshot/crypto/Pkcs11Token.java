package org.earshot.crypto;

import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.IvParameterSpec;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/// An AES-256 key in a PKCS#11 token, used through Java's own provider (SunPKCS11).
///
/// Each use signs in, does one thing and signs out: nobody else in the process finds the token
/// open, and one that was taken away is noticed. A PIN the token refused is not tried again,
/// because a few wrong ones lock it.
final class Pkcs11Token {

    /// A library has one state for the whole process.
    private static final ReentrantLock TOKENS = new ReentrantLock();

    private final Pkcs11Uri key;
    private final Pkcs11Pin pin;
    private char @Nullable [] refused; // under TOKENS
    private boolean silent; // under TOKENS: it did not answer last time

    Pkcs11Token(Pkcs11Uri key, Map<String, String> environment) {
        this.key = key;
        pin = new Pkcs11Pin(key, environment);
    }

    Pkcs11Uri key() {
        return key;
    }

    /// AES-CBC without padding, inside the token.
    ///
    /// @param input first the vector, then whole blocks
    byte[] encrypt(byte[] input, int vectorBytes) {
        return signedIn((provider, store) -> {
            var cipher = Cipher.getInstance("AES/CBC/NoPadding", provider);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    existing(store),
                    new IvParameterSpec(input, 0, vectorBytes));
            return cipher.doFinal(input, vectorBytes, input.length - vectorBytes);
        });
    }

    /// Makes the key inside the token, if there is none of its name: it can never be read out.
    ///
    /// @return whether it was made
    boolean make() {
        return signedIn((provider, store) -> {
            if (store.containsAlias(key.object())) {
                return false;
            }
            var generator = KeyGenerator.getInstance("AES", provider);
            generator.init(AesGcm.KEY_BYTES * 8);
            store.setKeyEntry(key.object(), generator.generateKey(), null, null);
            return true;
        });
    }

    private interface Work<T> {
        T with(Provider provider, KeyStore store) throws GeneralSecurityException;
    }

    private <T> T signedIn(Work<T> work) {
        char[] secret = pin.read();
        TOKENS.lock();
        try {
            if (refused != null && Arrays.equals(refused, secret)) {
                throw wrongPin(null);
            }
            Provider provider = provider(slot());
            try {
                var store = KeyStore.getInstance("PKCS11", provider);
                store.load(null, secret);
                T result = work.with(provider, store);
                silent = false;
                return result;
            } finally {
                signOut(provider);
            }
        } catch (GeneralSecurityException
                | IOException
                | InvalidParameterException
                | ProviderException failure) {
            throw explained(failure, secret);
        } finally {
            Arrays.fill(secret, ' ');
            TOKENS.unlock();
        }
    }

    private long slot() {
        var found =
                Pkcs11Module.load(key.module())
                        .find(key.token(), silent)
                        .orElseThrow(() -> {
                            silent = true;
                            return new KeysUnavailable(
                                    "There is no PKCS#11 token "
                                            + key.token()
                                            + "; plug it in, start its service, or correct the"
                                            + " address");
                        });
        if (found.locked()) {
            throw new KeysUnavailable(
                    "The PIN of the PKCS#11 token "
                            + key.token()
                            + " is locked after too many wrong ones; unlock it with the tool of"
                            + " its maker");
        }
        return found.slot();
    }

    private Provider provider(long slot) {
        Provider builtIn = Security.getProvider("SunPKCS11");
        if (builtIn == null) {
            throw new KeysUnavailable(
                    "This Java has no PKCS#11 provider; use one with the module jdk.crypto.cryptoki");
        }
        return builtIn.configure(
                """
                --name = earshot
                library = "%s"
                slot = %d
                destroyTokenAfterLogout = true
                attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                  CKA_ENCRYPT = true
                  CKA_DECRYPT = false
                }
                """
                        .formatted(key.module(), slot));
    }

    /// Also frees what Java keeps of the token.
    private static void signOut(Provider provider) {
        try {
            ((AuthProvider) provider).logout();
        } catch (LoginException | ProviderException _) {
            // it is gone, or nobody was signed in; what mattered has been said
        }
    }

    /// The key itself never comes to light: what could be read out is refused.
    private Key existing(KeyStore store) throws GeneralSecurityException {
        Key found = store.getKey(key.object(), null);
        if (found == null) {
            throw new KeysUnavailable(
                    "There is no key '"
                            + key.object()
                            + "' in the PKCS#11 token "
                            + key.token()
                            + "; make it with 'earshot shield-keys reseal --make-key', or correct"
                            + " the address");
        }
        if (!found.getAlgorithm().equals("AES") || isShort(found)) {
            throw new KeysUnavailable("The key " + key + " is not AES-256; make another");
        }
        if (found.getEncoded() != null) {
            throw new KeysUnavailable(
                    "The key " + key + " can be read out of it; make one that is sensitive");
        }
        return found;
    }

    /// Java tells the length of a key it must not see only in words: "AES secret key, 32 bits",
    /// meaning bytes where the key is of the token.
    private static boolean isShort(Key key) {
        return key.toString().matches("(?s).*\\b(16|24|128|192) bits.*");
    }

    private KeysUnavailable explained(Exception failure, char[] secret) {
        String said = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            said = said + cause.getMessage() + " ";
        }
        if (said.contains("CKR_PIN_INCORRECT")
                || said.contains("CKR_PIN_LEN_RANGE")
                || said.contains("CKR_PIN_INVALID")) {
            refused = secret.clone();
            return wrongPin(failure);
        }
        silent = true;
        return new KeysUnavailable(
                "The PKCS#11 token "
                        + key.token()
                        + " does not answer ("
                        + reason(said)
                        + "); see to it, it is asked again",
                failure);
    }

    /// The last `CKR_…` a library gave: a name from the standard, nothing of ours.
    private static String reason(String said) {
        return Arrays.stream(said.split("[^A-Z_0-9]+", -1))
                .filter(word -> word.startsWith("CKR_"))
                .reduce((_, last) -> last)
                .orElse("no reason given");
    }

    private KeysUnavailable wrongPin(@Nullable Exception failure) {
        String sentence =
                "The PKCS#11 token "
                        + key.token()
                        + " refuses the PIN in "
                        + pin
                        + "; put the right one there, this one is not tried again";
        return failure == null
                ? new KeysUnavailable(sentence)
                : new KeysUnavailable(sentence, failure);
    }
}
