package org.earshot.api;

import java.time.Duration;
import java.util.Locale;
import org.earshot.masking.Mask;
import org.earshot.masking.MaskMode;
import org.jspecify.annotations.Nullable;

/// A mask as it is asked for; null: as usual. The names are the contract's.
public record MaskForm(
        String number,
        String mode,
        @Nullable String area,
        @Nullable String language,
        @Nullable Boolean usable,
        @Nullable Integer coolDownSec) {

    /// @throws IllegalArgumentException when it cannot be; a sentence
    public Mask mask() {
        return new Mask(
                number,
                MaskMode.valueOf(mode),
                area == null ? "" : area,
                language == null ? Locale.ENGLISH : Locale.forLanguageTag(language),
                usable == null || usable,
                coolDownSec == null ? Mask.USUAL_COOL_DOWN : Duration.ofSeconds(coolDownSec));
    }
}
