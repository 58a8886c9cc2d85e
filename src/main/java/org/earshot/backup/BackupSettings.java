package org.earshot.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where backups go and how long they are kept. Keys: `backup.*`.
///
/// @param directory of the first copy
/// @param second of another copy, on another disk
/// @param keepDays after which the key of a backup is destroyed
/// @param files directories whose files (sealed already) belong to it: by reference in the first
///   copy, by copy in the second
public record BackupSettings(
        Path directory, Optional<Path> second, int keepDays, List<Path> files) {

    public BackupSettings {
        if (keepDays < 1 || keepDays > 366) {
            throw new IllegalArgumentException(
                    "backup.keep-days must be 1 to 366, got " + keepDays);
        }
        directory = directory.toAbsolutePath().normalize();
        files = List.copyOf(files);
    }

    /// What is not finished, and drafts of calls: their key lies beside them and dies with them.
    static boolean isLeftOut(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".") || part.toString().equals("drafts")) {
                return true;
            }
        }
        return false;
    }
}
