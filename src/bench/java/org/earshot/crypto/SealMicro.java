package org.earshot.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Sealing and opening a field of 320 bytes, beside SunJCE's AES-256-GCM with nothing around it:
/// one cipher object, a key that is ready, the same bytes of context, a random nonce each time.
public final class SealMicro {

    private static final int FIELD_BYTES = 320;
    private static final int BATCH = 2_000;

    private final DataKey key =
            new DataKey(
                    new Bucket("CASE", LocalDate.of(2026, 11, 29)), Bytes.random(32), new byte[0]);
    private final Aad place = new Aad("report_case", "sealed_reasons", "4711");
    private final byte[] context = place.bytes(Suite.INTL_256, "CASE-2026-11-29");
    private final byte[] plain = Bytes.random(FIELD_BYTES);
    private final SecretKeySpec bareKey = new SecretKeySpec(Bytes.random(32), "AES");
    private final SecureRandom random = new SecureRandom();
    private final Cipher cipher;
    private long sink;

    public SealMicro() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-256-GCM is missing from this Java", impossible);
        }
    }

    /// Nanoseconds for sealing and opening once.
    public record Round(double ours, double bare) {}

    /// A batch of each, by turns.
    public Round round() throws GeneralSecurityException {
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            sink += key.open(place, key.seal(place, plain)).length;
        }
        long middle = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            sink += bareOpen(bareSeal()).length;
        }
        long end = System.nanoTime();
        return new Round((double) (middle - start) / BATCH, (double) (end - middle) / BATCH);
    }

    /// So that nothing is optimised away.
    public long sink() {
        return sink;
    }

    private byte[] bareSeal() throws GeneralSecurityException {
        var nonce = new byte[AesGcm.NONCE_BYTES];
        random.nextBytes(nonce);
        cipher.init(Cipher.ENCRYPT_MODE, bareKey, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        var sealed = Arrays.copyOf(nonce, nonce.length + FIELD_BYTES + AesGcm.TAG_BYTES);
        cipher.doFinal(plain, 0, plain.length, sealed, nonce.length);
        return sealed;
    }

    private byte[] bareOpen(byte[] sealed) throws GeneralSecurityException {
        cipher.init(
                Cipher.DECRYPT_MODE,
                bareKey,
                new GCMParameterSpec(128, sealed, 0, AesGcm.NONCE_BYTES));
        cipher.updateAAD(context);
        return cipher.doFinal(sealed, AesGcm.NONCE_BYTES, sealed.length - AesGcm.NONCE_BYTES);
    }
}
