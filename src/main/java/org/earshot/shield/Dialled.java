package org.earshot.shield;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which numbers and names are ours: what a caller may dial, and what a called party may be shown.
final class Dialled {

    private final boolean any;
    private final Set<String> exact = new HashSet<>();
    private final List<String> prefixes;

    Dialled(List<String> patterns) {
        any = patterns.isEmpty();
        prefixes =
                patterns.stream()
                        .filter(pattern -> pattern.endsWith("*"))
                        .map(pattern -> pattern.substring(0, pattern.length() - 1))
                        .toList();
        patterns.stream().filter(pattern -> !pattern.endsWith("*")).forEach(exact::add);
    }

    /// Digits as in E.164 with or without `+`, or a name such as `hotline`.
    static boolean isWellFormed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return isWellFormed(bytes, 0, bytes.length);
    }

    static boolean isWellFormed(byte[] b, int from, int to) {
        return isDigits(b, from, to) || isName(b, from, to);
    }

    static boolean isDigits(byte[] b, int from, int to) {
        int first = from < to && b[from] == '+' ? from + 1 : from;
        for (int i = first; i < to; i++) {
            if (b[i] < '0' || b[i] > '9') {
                return false;
            }
        }
        return to > first && to - first <= 15;
    }

    /// A letter, then letters, digits and dashes, with no more than six digits: a name is no place
    /// for a number to hide.
    private static boolean isName(byte[] b, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            boolean letter = b[i] >= 'a' && b[i] <= 'z' || b[i] >= 'A' && b[i] <= 'Z';
            boolean digit = b[i] >= '0' && b[i] <= '9';
            if (!letter && (i == from || !digit && b[i] != '-' && b[i] != '_')) {
                return false;
            }
            digits += digit ? 1 : 0;
        }
        return to > from && to - from <= 20 && digits <= 6;
    }

    boolean isOurs(byte[] b, int from, int to) {
        if (!isWellFormed(b, from, to)) {
            return false;
        }
        if (any) {
            return true;
        }
        var text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
        return exact.contains(text) || prefixes.stream().anyMatch(text::startsWith);
    }
}
