package org.earshot.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.crypto.SigningPem;

/// Files of one person at one terminal: a private key, or the reply key of one request.
final class PersonalKey {

    private PersonalKey() {}

    /// A new private key in a new file.
    static Ed25519Keys make(Path file) {
        var keys = Ed25519Keys.generate();
        write(file, SigningPem.write(keys));
        return keys;
    }

    /// @throws Complaint when it holds no private key
    static Ed25519Keys read(Path file) {
        try {
            return SigningPem.read(Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new Complaint(
                    "There is no file '%s'; 'earshot vault person key %s' makes a key."
                            .formatted(file, file));
        } catch (IOException failure) {
            throw new Complaint("'%s' cannot be read: %s.".formatted(file, failure.getMessage()));
        } catch (IllegalArgumentException other) {
            throw new Complaint(
                    "'%s' holds no private key as 'earshot vault person key' makes them."
                            .formatted(file));
        }
    }

    /// For the owner alone, and never over another file.
    static void write(Path file, String text) {
        var owner = PosixFilePermissions.fromString("rw-------");
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel =
                Files.newByteChannel(file, options, PosixFilePermissions.asFileAttribute(owner))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException exists) {
            throw new Complaint("'%s' exists; choose another name.".formatted(file));
        } catch (IOException failure) {
            throw new Complaint(
                    "'%s' cannot be written: %s.".formatted(file, failure.getMessage()));
        }
    }
}
