package org.earshot.api;

import org.earshot.masking.Mask;

/// A mask as it is told. The names are the contract's.
public record MaskView(
        String number,
        String mode,
        String area,
        String language,
        boolean usable,
        long coolDownSec) {

    public static MaskView of(Mask mask) {
        return new MaskView(
                mask.number(),
                mask.mode().name(),
                mask.area(),
                mask.language().toLanguageTag(),
                mask.usable(),
                mask.coolDown().toSeconds());
    }
}
