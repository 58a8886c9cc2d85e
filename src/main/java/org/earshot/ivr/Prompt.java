package org.earshot.ivr;

import java.nio.file.Path;
import java.util.Locale;

/// Something recorded that is played to a caller.
///
/// @param id its name in `prompts.csv`, the same in every language
/// @param audio a WAV of 8,000 Hz, 16 bit, one channel
public record Prompt(String id, Locale language, Path audio) {}
