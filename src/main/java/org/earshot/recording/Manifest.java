package org.earshot.recording;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.earshot.crypto.TamperedException;

/// The last slot of a finished recording: how long it is, what is missing, and the hash of every
/// journal, so that a slot taken away later is noticed.
///
/// @param length in samples
/// @param gaps in samples
record Manifest(long length, long gaps, List<File> files) {

    /// What a journal held when the recording was sealed; bytes after its `slots` do not count.
    record File(int number, int slots, ByteBuffer sha256) {}

    private static final int FILE_BYTES = 4 + 4 + 32;

    /// More journals than the disk can fail in a call worth keeping.
    static final int MOST_FILES = (Slot.BODY_BYTES - 18) / FILE_BYTES;

    Slot slot() {
        var out = ByteBuffer.allocate(18 + files.size() * FILE_BYTES);
        out.putLong(length).putLong(gaps).putShort((short) files.size());
        for (File file : files) {
            out.putInt(file.number()).putInt(file.slots()).put(file.sha256().duplicate());
        }
        return Slot.manifest(out.array());
    }

    static Manifest of(Slot slot) {
        try {
            var in = ByteBuffer.wrap(slot.bytes());
            long length = in.getLong();
            long gaps = in.getLong();
            int count = in.getShort();
            var files = new ArrayList<File>();
            for (int i = 0; i < count; i++) {
                var sha256 = new byte[32];
                int number = in.getInt();
                int slots = in.getInt();
                in.get(sha256);
                files.add(new File(number, slots, ByteBuffer.wrap(sha256)));
            }
            return new Manifest(length, gaps, List.copyOf(files));
        } catch (BufferUnderflowException _) {
            throw new TamperedException("The manifest of a recording is cut off");
        }
    }
}
