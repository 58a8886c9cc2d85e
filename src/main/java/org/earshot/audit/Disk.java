package org.earshot.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;

/// The two places at which tests take hold of [DurableFiles].
interface Disk {

    /// The machine's.
    Disk REAL =
            new Disk() {
                @Override
                public void force(FileChannel channel) throws IOException {
                    channel.force(true);
                }

                @Override
                public void step(String next) {
                    // A process may be killed here.
                }
            };

    void force(FileChannel channel) throws IOException;

    /// Between two system calls.
    void step(String next);
}
