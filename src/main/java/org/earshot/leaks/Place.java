package org.earshot.leaks;

/// Where bytes come from: a file, and what was unpacked on the way.
///
/// @param file as it was named or met in a directory
/// @param inside empty for the file itself, otherwise for instance `gzip at 0`
record Place(String file, String inside) {

    static Place of(String file) {
        return new Place(file, "");
    }

    Place within(String what) {
        return new Place(file, inside.isEmpty() ? what : inside + ", " + what);
    }

    @Override
    public String toString() {
        return inside.isEmpty() ? file : file + " (" + inside + ")";
    }
}
