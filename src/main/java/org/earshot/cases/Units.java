package org.earshot.cases;

/// Of what a language's text is a row, and so how a keyword is found in it.
enum Units {
    /// Words, alike or not (English).
    WORDS,
    /// Words to which endings are glued, so a keyword matches at a word's beginning (Korean).
    STEMS,
    /// Characters; blanks mean nothing, since a recogniser puts them where it sees fit (Chinese).
    CHARACTERS
}
