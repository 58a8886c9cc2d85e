package org.earshot.audit;

import java.util.regex.Pattern;

/// What somebody does to something. Nothing in it is secret: no name, number or word of a caller.
///
/// @param what for instance `case.open`
/// @param kind of the object, for instance `case`
/// @param object its id
public record Deed(String what, Actor who, String kind, String object) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    public Deed {
        require("an act", what);
        require("a kind of object", kind);
        require("the id of an object", object);
    }

    static void require(String name, String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    "%s is 1 to 100 letters, digits and .:_- in the log, not %d characters"
                            .formatted(name, word.length()));
        }
    }
}
