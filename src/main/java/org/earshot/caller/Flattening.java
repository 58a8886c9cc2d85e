package org.earshot.caller;

/// Evens out the spectrum of speech (pre-emphasis): without it all vowels of one monotonous voice
/// look alike, by their common pitch; two words of a synthetic voice correlated by 0.85.
final class Flattening {

    private int last;

    /// The next samples, flattened, at half the level so that nothing clips.
    short[] flatten(short[] samples) {
        short[] flat = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            flat[i] = (short) ((samples[i] - last * 15 / 16) / 2);
            last = samples[i];
        }
        return flat;
    }
}
