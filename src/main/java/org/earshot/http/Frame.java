package org.earshot.http;

/// One whole WebSocket message. What it says is never printed: it may be a caller's words or voice.
public sealed interface Frame {

    /// A text message.
    record Text(String text) implements Frame {
        @Override
        public String toString() {
            return "Text(" + text.length() + " characters)";
        }
    }

    /// A binary message. The array belongs to the receiver.
    @SuppressWarnings("ArrayRecordComponent") // audio: copied once from the network, never compared
    record Binary(byte[] bytes) implements Frame {
        @Override
        public String toString() {
            return "Binary(" + bytes.length + " bytes)";
        }
    }
}
