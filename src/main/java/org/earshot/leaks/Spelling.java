package org.earshot.leaks;

/// What a pattern means: a number, written in one way.
record Spelling(SoughtNumber number, Encoding encoding) {}
