package org.earshot.backup;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.earshot.crypto.DataKey;
import org.earshot.crypto.TamperedException;

/// Reads what a [SealedOutput] wrote; every byte it gives was there so.
final class SealedInput extends InputStream {

    /// Tag and header of a C2SP message, and a tag for each 16 KiB.
    private static final int MOST_SEALED = SealedOutput.FRAME_BYTES + (1 << 14);

    private final DataInputStream in;
    private final DataKey key;
    private final String context;
    private byte[] frame = new byte[0];
    private int at;
    private int number;
    private boolean last;

    SealedInput(Path path, DataKey key, String context) throws IOException {
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
        this.key = key;
        this.context = context;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (at == frame.length) {
            if (last) {
                return -1;
            }
            next();
        }
        int part = Math.min(length, frame.length - at);
        System.arraycopy(frame, at, into, offset, part);
        at += part;
        return part;
    }

    private void next() throws IOException {
        byte[] sealed = sealed();
        last = in.available() == 0 && isEnd();
        frame = key.files().open(SealedOutput.context(context, number, last), sealed);
        number++;
        at = 0;
    }

    private byte[] sealed() throws IOException {
        try {
            int length = in.readInt();
            if (length < 0 || length > MOST_SEALED) {
                throw new TamperedException("A frame of a backup has an impossible length");
            }
            var sealed = new byte[length];
            in.readFully(sealed);
            return sealed;
        } catch (EOFException cut) {
            throw new BackupFailed("A file of the backup is cut off", cut);
        }
    }

    private boolean isEnd() throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        in.reset();
        return end;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
