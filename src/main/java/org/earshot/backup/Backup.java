package org.earshot.backup;

/// One backup, for people.
///
/// @param bytes of its own files, without the log that was kept since
/// @param state `good`, `altered`, or `dead`: its key was destroyed on its day
public record Backup(String id, String finishedAt, long bytes, String state) {

    public boolean isGood() {
        return state.equals("good");
    }
}
