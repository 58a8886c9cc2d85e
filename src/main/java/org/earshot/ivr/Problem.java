package org.earshot.ivr;

/// One thing that is wrong with a file of `ivr-flows/`.
///
/// @param file its name, relative to `ivr-flows/`
/// @param line counted from 1; 0 when the whole file is meant
/// @param sentence what is wrong and what to do
public record Problem(String file, int line, String sentence) {

    @Override
    public String toString() {
        return line == 0 ? file + ": " + sentence : file + ":" + line + ": " + sentence;
    }
}
