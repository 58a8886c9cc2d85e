package org.earshot.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The little a recorder asks of a disk, so that a test can let it fail anywhere.
interface Disk {

    /// Makes an empty file for the owner alone.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException when there is one
    File create(Path file) throws IOException;

    void deleteIfExists(Path file) throws IOException;

    void createDirectories(Path directory) throws IOException;

    /// Makes the names in `directory` durable.
    void sync(Path directory) throws IOException;

    long freeBytes(Path directory) throws IOException;

    /// A file that only grows.
    interface File extends Closeable {

        /// Writes all of `bytes`.
        void append(ByteBuffer bytes) throws IOException;

        /// Returns when everything appended is on the disk. After a failure the kernel may have
        /// dropped what it could not write and say "done" the next time, so the file must not be
        /// used again.
        void force() throws IOException;
    }
}
