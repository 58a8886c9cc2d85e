package org.earshot.ivr;

import java.util.Locale;

/// One line of `prompts.csv`.
///
/// @param words as a person would read them
/// @param spoken as the engine must be given them: the same, or pinyin with tone digits
/// @param engine what speaks them when nobody has recorded them: `espeak-ng <voice>`
/// @param licence of the spoken result
public record PromptWords(
        String id, Locale language, String words, String spoken, String engine, String licence) {}
