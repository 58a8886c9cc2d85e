package org.earshot.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.earshot.cases.CaseRepository.Stored;
import org.earshot.crypto.Aad;
import org.earshot.crypto.KeyDestroyed;
import org.earshot.crypto.KeyService;

/// The reasons of a screening as they lie in the database: JSON under the case's own key.
final class SealedReasons {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyService keys;

    SealedReasons(KeyService keys) {
        this.keys = keys;
    }

    byte[] seal(Stored stored, List<Reason> reasons) {
        try {
            byte[] plain = JSON.writeValueAsBytes(reasons);
            return keys.unwrap(stored.wrappedKey()).seal(place(stored), plain);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible); // records of strings can always be written
        }
    }

    /// @return empty when there are none yet, or when their key was destroyed
    Optional<List<Reason>> open(Stored stored) {
        byte[] sealed = stored.sealedReasons();
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            byte[] plain = keys.unwrap(stored.wrappedKey()).open(place(stored), sealed);
            return Optional.of(JSON.readValue(plain, new TypeReference<List<Reason>>() {}));
        } catch (KeyDestroyed gone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("sealed reasons are no JSON of ours", unreadable);
        }
    }

    private static Aad place(Stored stored) {
        return new Aad("report_case", "sealed_reasons", stored.view().id().toString());
    }
}
