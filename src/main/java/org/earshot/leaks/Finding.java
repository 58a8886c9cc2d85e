package org.earshot.leaks;

/// A number was found.
///
/// @param file the file, digits of its name hidden if the name itself holds the number
/// @param inside what had to be unpacked; empty if nothing
/// @param offset of the first octet, counted in the innermost stream
/// @param encoding how it was written
/// @param number which one, masked
public record Finding(String file, String inside, long offset, Encoding encoding, String number) {}
