package org.earshot.app;

import org.jspecify.annotations.Nullable;

/// One call of the generator: both its ends live in one process, so one clock times both passes.
final class LoadCall {

    enum State {
        WAITING,
        INVITED,
        UP,
        ENDING,
        DONE,
        REFUSED,
        FAILED
    }

    State state = State.WAITING;
    long invitedAt;
    long arrivedAt;
    long answeredAt;
    long byeAt;
    boolean repeated;
    boolean acknowledged;
    byte @Nullable [] answer; // the called side's 200, until it is acknowledged
    byte[] to = {};
    byte[] target = {};
    byte[] routes = {};

    boolean isOver() {
        return switch (state) {
            case DONE, REFUSED, FAILED -> true;
            case WAITING, INVITED, UP, ENDING -> false;
        };
    }

    void forget() {
        to = target = routes = new byte[0];
        answer = null;
    }
}
