package org.earshot.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// What came of a simulated call, in the phrases of dialogues. A house that is down notes nothing.
final class HouseNotes {

    private final List<String> notes = new ArrayList<>();
    private final Consumer<String> reader;
    private final Queue<String> elsewhere = new ConcurrentLinkedQueue<>();
    private boolean down;

    /// @param reader is told each note at once
    HouseNotes(Consumer<String> reader) {
        this.reader = reader;
    }

    void add(String note) {
        if (!down) {
            notes.add(note);
            reader.accept(note);
        }
    }

    /// From another thread than the call's: noted when the caller goes on, so that the order does
    /// not hang on who is faster.
    void addOnceOn(String note) {
        elsewhere.add(note);
    }

    /// The caller goes on.
    void goesOn() {
        for (var note = elsewhere.poll(); note != null; note = elsewhere.poll()) {
            add(note);
        }
    }

    void down(boolean isDown) {
        down = isDown;
    }

    List<String> all() {
        return List.copyOf(notes);
    }
}
