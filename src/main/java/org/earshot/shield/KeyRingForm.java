package org.earshot.shield;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.earshot.crypto.ClockWitness;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.crypto.KeysUnavailable;
import org.earshot.crypto.Secret;
import org.jspecify.annotations.Nullable;

/// The bytes of a [KeyRing] inside its sealed file; the first is the version.
final class KeyRingForm {

    private static final int VERSION = 1;

    private KeyRingForm() {}

    static byte[] write(KeyRing ring) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.write(ring.dialog().bytes());
            out.write(ring.vault().bytes());
            out.write(ring.signer().privateKey());
            write(out, ring.clock());
            out.writeInt(ring.lastSerial());
            out.writeInt(ring.epochs().size());
            for (Epoch epoch : ring.epochs()) {
                out.writeInt(epoch.serial());
                out.writeLong(epoch.day().toEpochDay());
                out.writeLong(epoch.destroyOn().toEpochDay());
                out.write(epoch.secret().bytes());
            }
            out.writeInt(ring.destroyed().size());
            for (Tombstone tombstone : ring.destroyed()) {
                write(out, tombstone);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written", impossible);
        }
        return bytes.toByteArray();
    }

    /// @throws KeysUnavailable when a newer version wrote it
    static KeyRing read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new KeysUnavailable(
                        "The keystore has form "
                                + version
                                + ", this version of Earshot knows "
                                + VERSION
                                + "; use the version that wrote it, or a newer one");
            }
            var dialog = Secret.of(in.readNBytes(Secret.BYTES));
            var vault = Secret.of(in.readNBytes(Secret.BYTES));
            var signer = Ed25519Keys.of(in.readNBytes(Ed25519Keys.KEY_BYTES));
            ClockWitness clock = clock(in);
            return new KeyRing(
                    dialog, vault, signer, clock, in.readInt(), epochs(in), destroyed(in));
        } catch (IOException | IllegalArgumentException failure) {
            throw new KeysUnavailable(
                    "The keystore opened, but its content is cut off; put back a copy of it",
                    failure);
        }
    }

    private static List<Epoch> epochs(DataInputStream in) throws IOException {
        var epochs = new ArrayList<Epoch>();
        for (int left = in.readInt(); left > 0; left--) {
            epochs.add(
                    new Epoch(
                            in.readInt(),
                            LocalDate.ofEpochDay(in.readLong()),
                            LocalDate.ofEpochDay(in.readLong()),
                            Secret.of(in.readNBytes(Secret.BYTES))));
        }
        return epochs;
    }

    private static List<Tombstone> destroyed(DataInputStream in) throws IOException {
        var destroyed = new ArrayList<Tombstone>();
        for (int left = in.readInt(); left > 0; left--) {
            destroyed.add(
                    new Tombstone(
                            in.readInt(),
                            LocalDate.ofEpochDay(in.readLong()),
                            instant(in),
                            Tombstone.Reason.valueOf(in.readUTF()),
                            in.readUTF(),
                            in.readUTF()));
        }
        return destroyed;
    }

    private static void write(DataOutputStream out, Tombstone tombstone) throws IOException {
        out.writeInt(tombstone.serial());
        out.writeLong(tombstone.day().toEpochDay());
        write(out, tombstone.at());
        out.writeUTF(tombstone.reason().name());
        out.writeUTF(tombstone.commitmentSha256());
        out.writeUTF(tombstone.probe());
    }

    private static ClockWitness clock(DataInputStream in) throws IOException {
        return new ClockWitness(reading(in), instant(in), in.readBoolean() ? reading(in) : null);
    }

    private static void write(DataOutputStream out, ClockWitness clock) throws IOException {
        write(out, clock.trusted());
        write(out, clock.seen());
        ClockWitness.@Nullable Reading jumped = clock.jumped();
        out.writeBoolean(jumped != null);
        if (jumped != null) {
            write(out, jumped);
        }
    }

    private static ClockWitness.Reading reading(DataInputStream in) throws IOException {
        return new ClockWitness.Reading(
                instant(in), in.readUTF(), Duration.ofMillis(in.readLong()));
    }

    private static void write(DataOutputStream out, ClockWitness.Reading reading)
            throws IOException {
        write(out, reading.wall());
        out.writeUTF(reading.boot());
        out.writeLong(reading.uptime().toMillis());
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    private static void write(DataOutputStream out, Instant instant) throws IOException {
        out.writeLong(instant.toEpochMilli());
    }
}
