package org.earshot.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.earshot.crypto.DataKey;

/// A file of any length, sealed in frames: length 4, C2SP message. The context of each holds its
/// number and whether it is the last, so that none can be moved, left out or cut off.
final class SealedOutput extends OutputStream {

    static final int FRAME_BYTES = 1 << 20;

    private final DataKey key;
    private final String context;
    private final FileChannel file;
    private final MessageDigest digest = Hashes.sha256();
    private final byte[] frame = new byte[FRAME_BYTES];
    private int filled;
    private int number;
    private long size;
    private boolean ended;

    SealedOutput(Path path, DataKey key, String context) throws IOException {
        this.key = key;
        this.context = context;
        file =
                FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
    }

    static byte[] context(String context, int number, boolean last) {
        return (context + " " + number + (last ? " last" : " more"))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == FRAME_BYTES) {
                emit(false);
            }
            int part = Math.min(left, FRAME_BYTES - filled);
            System.arraycopy(bytes, from, frame, filled, part);
            filled += part;
            from += part;
            left -= part;
        }
    }

    /// The end; what was written is on the disk then.
    Manifest.Part end(String name) throws IOException {
        emit(true);
        ended = true;
        file.force(true);
        file.close();
        return new Manifest.Part(name, size, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            file.close();
        }
    }

    private void emit(boolean last) throws IOException {
        byte[] sealed =
                key.files().seal(context(context, number, last), Arrays.copyOf(frame, filled));
        var out = ByteBuffer.allocate(Integer.BYTES + sealed.length);
        out.putInt(sealed.length).put(sealed).flip();
        digest.update(out.duplicate());
        size += out.remaining();
        while (out.hasRemaining()) {
            file.write(out);
        }
        number++;
        filled = 0;
    }
}
