package org.earshot.leaks;

/// How far a scan is; sizes as they were when it began.
public record LeakProgress(
        long filesDone, long filesAll, long bytesDone, long bytesAll, long found) {}
