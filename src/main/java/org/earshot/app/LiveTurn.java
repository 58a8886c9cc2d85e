package org.earshot.app;

import org.earshot.flows.Dialogue;

/// A dialogue over one adapter. No other turn dials its number of ours or has its caller.
///
/// @param index among all turns
/// @param again whether it is the second time
record LiveTurn(Dialogue dialogue, String adapter, int index, boolean again) {

    private static final int MOST = 500;

    LiveTurn {
        if (index >= MOST) {
            throw new IllegalArgumentException("more than " + MOST + " live calls");
        }
    }

    LiveTurn secondTime() {
        return new LiveTurn(dialogue, adapter, index, true);
    }

    /// The number of ours, which answers with the dialogue's flow.
    String number() {
        return String.valueOf(70_000 + own());
    }

    /// The caller's own number, reserved for fiction.
    String caller() {
        return "+447700900%03d".formatted(own());
    }

    /// What is dialled: the dialplan takes the adapter off.
    String dialled() {
        return adapter + number();
    }

    private int own() {
        return again ? MOST + index : index;
    }
}
