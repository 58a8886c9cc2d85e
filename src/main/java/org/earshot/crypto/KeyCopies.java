package org.earshot.crypto;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The key directory and its copy. The first decides who was first; the second follows before
/// anybody is told. While the second is away new keys are made all the same, for a report must not
/// be lost: [#trouble] says so until [#heal] has put it right.
final class KeyCopies {

    /// Remembers that a key was destroyed, and goes before every other file of that name.
    static final String DESTROYED = ".destroyed";

    static final String WRAPPED = ".wrapped";

    private static final Logger LOG = LoggerFactory.getLogger(KeyCopies.class);

    private final KeyFiles first;
    private final @Nullable KeyFiles second;
    private volatile String trouble = "";

    private KeyCopies(KeyFiles first, @Nullable KeyFiles second) {
        this.first = first;
        this.second = second;
    }

    static KeyCopies open(KeyPlaces places) {
        var first = KeyFiles.open(places.first());
        var copies = new KeyCopies(first, places.second().map(KeyFiles::in).orElse(null));
        copies.onSecond(KeyFiles::make);
        return copies;
    }

    /// Empty, or why there is one copy only.
    String trouble() {
        return trouble;
    }

    Optional<byte[]> read(String name) {
        Optional<byte[]> found = first.read(name);
        return found.isPresent() || second == null ? found : inSecond(name);
    }

    boolean exists(String name) {
        return first.exists(name) || (second != null && second.exists(name));
    }

    /// Names with this ending, without it.
    List<String> names(String ending) {
        var names = new TreeSet<>(first.names(ending));
        if (second != null) {
            names.addAll(second.namesIfAny(ending));
        }
        return List.copyOf(names);
    }

    /// As [KeyFiles#createOrRead], in both.
    byte[] createOrRead(String name, byte[] content) {
        byte[] there = first.createOrRead(name, content);
        onSecond(files -> files.put(name, there));
        return there;
    }

    void replace(String name, byte[] content) {
        first.replace(name, content);
        onSecond(files -> files.put(name, content));
    }

    /// What was written to the first by itself.
    void mirror(String name) {
        first.read(name).ifPresent(content -> onSecond(files -> files.put(name, content)));
    }

    /// Gone from both when this returns.
    ///
    /// @throws KeysUnavailable when the second cannot be reached: a key that may still lie there is
    ///   not destroyed
    void shred(String name) {
        first.shred(name);
        if (second != null) {
            second.requireThere();
            second.shred(name);
        }
    }

    /// Says whether a file is what it should be.
    interface Judge {
        boolean isGood(String name, byte[] content);
    }

    /// Brings both to the same: graves first, then what one of them lacks; of two that differ, the
    /// one that is good. Under the lock.
    ///
    /// @return what was put right
    List<String> heal(Judge judge) {
        first.sweep();
        if (second == null) {
            return List.of();
        }
        var healed = new TreeSet<String>();
        onSecond(files -> {
            files.make();
            files.sweep();
            healed.addAll(copyMissing(first, files));
            healed.addAll(copyMissing(files, first));
            for (String name : differences()) {
                if (copyGood(name, judge, first, files) || copyGood(name, judge, files, first)) {
                    healed.add(name);
                }
            }
        });
        if (!healed.isEmpty()) {
            LOG.warn("{} key files were copied from one key directory to the other", healed.size());
        }
        return List.copyOf(healed);
    }

    private static boolean copyGood(String name, Judge judge, KeyFiles from, KeyFiles to) {
        Optional<byte[]> content = from.read(name).filter(bytes -> judge.isGood(name, bytes));
        content.ifPresent(bytes -> to.put(name, bytes));
        return content.isPresent();
    }

    /// What [#heal] would put right.
    List<String> differences() {
        if (second == null) {
            return List.of();
        }
        var differing = new TreeSet<String>();
        var all = new TreeSet<>(first.names(""));
        all.addAll(second.namesIfAny(""));
        for (String name : all) {
            byte[] ours = first.read(name).orElse(null);
            if (!Arrays.equals(ours, inSecond(name).orElse(null))) {
                differing.add(name);
            }
        }
        return List.copyOf(differing);
    }

    private List<String> copyMissing(KeyFiles from, KeyFiles to) {
        List<String> graves = from.names(DESTROYED);
        for (String grave : graves) {
            if (!to.exists(grave + DESTROYED)) {
                to.put(grave + DESTROYED, from.read(grave + DESTROYED).orElseThrow());
            }
            to.shred(grave + WRAPPED);
        }
        var copied =
                from.names("").stream()
                        .filter(name -> !isDead(name, to) && !to.exists(name))
                        .toList();
        copied.forEach(name -> from.read(name).ifPresent(content -> to.put(name, content)));
        return copied;
    }

    private static boolean isDead(String name, KeyFiles there) {
        return name.endsWith(WRAPPED)
                && there.exists(name.substring(0, name.length() - WRAPPED.length()) + DESTROYED);
    }

    private Optional<byte[]> inSecond(String name) {
        try {
            return second == null ? Optional.empty() : second.read(name);
        } catch (KeysUnavailable away) {
            note(away);
            return Optional.empty();
        }
    }

    private interface Work {
        void on(KeyFiles files);
    }

    private void onSecond(Work work) {
        if (second == null) {
            return;
        }
        try {
            work.on(second);
            trouble = "";
        } catch (KeysUnavailable away) {
            note(away);
        }
    }

    private void note(KeysUnavailable away) {
        if (trouble.isEmpty()) {
            LOG.error("The second copy of the keys is away: {}", away.getMessage());
        }
        trouble = String.valueOf(away.getMessage());
    }

    /// Both, for sentences.
    @Override
    public String toString() {
        return second == null ? first.toString() : first + " and " + second;
    }
}
