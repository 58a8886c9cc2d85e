package org.earshot.speech;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Files of the jars that native code must find on disk. What is there and whole is left alone.
final class Unpacked {

    private Unpacked() {}

    /// A model that ships with Earshot, checked against the hashes beside it.
    static Path model(String name, Path directory) throws IOException {
        Path target = directory.resolve(name);
        String resource = "/speech/" + name;
        String list;
        try (var in = open(Unpacked.class, resource + ".sha256")) {
            list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String line : list.lines().toList()) {
            String file = line.substring(66); // 64 digits, two blanks (sha256sum's format)
            Path copy = target.resolve(file);
            if (!Files.isRegularFile(copy) || !sha256(copy).equals(line.substring(0, 64))) {
                copy(open(Unpacked.class, resource + "/" + file), copy);
            }
        }
        return target;
    }

    /// Puts `libvosk.so` and JNA's own library where they are found, once. Left to itself JNA
    /// unpacks 25 MB at each start, and leaves them behind when the process is killed.
    static void nativeLibraries(Path directory) throws IOException {
        library("org.vosk.LibVosk", "/linux-x86-64/libvosk.so", "jna.library.path", directory);
        library(
                "com.sun.jna.Platform",
                "/com/sun/jna/linux-x86-64/libjnidispatch.so",
                "jna.boot.library.path",
                directory);
        // Vosk speaks UTF-8 whatever the locale of the machine.
        System.setProperty("jna.encoding", "UTF-8");
    }

    private static void library(String neighbour, String resource, String property, Path directory)
            throws IOException {
        URL url = jarOf(neighbour).getResource(resource);
        if (url == null) {
            return; // another kind of machine: JNA finds its own or says so
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        String version =
                connection instanceof JarURLConnection jar
                        ? Long.toHexString(jar.getJarEntry().getCrc())
                        : Long.toHexString(connection.getContentLengthLong());
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        Path copy = directory.resolve("native-" + version).resolve(name);
        if (!Files.isRegularFile(copy) || Files.size(copy) != connection.getContentLengthLong()) {
            copy(connection.getInputStream(), copy);
        }
        System.setProperty(property, String.valueOf(copy.getParent()));
    }

    /// The class is found, not initialised: that would load the native code too early.
    private static Class<?> jarOf(String className) throws IOException {
        try {
            return Class.forName(className, false, Unpacked.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IOException(
                    "the program is incomplete: " + className + " is missing", missing);
        }
    }

    /// Through a file beside it, so that a half-written one is never taken for whole.
    private static void copy(InputStream content, Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("not a file: " + target);
        }
        Files.createDirectories(folder);
        Path half = Files.createTempFile(folder, "unpacking", null);
        try (content) {
            Files.copy(content, half, StandardCopyOption.REPLACE_EXISTING);
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static InputStream open(Class<?> from, String resource) throws IOException {
        InputStream in = from.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException(
                    "the program is incomplete: " + resource + " is missing");
        }
        return in;
    }

    private static String sha256(Path file) throws IOException {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
