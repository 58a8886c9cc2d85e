package org.earshot.sip;

import java.util.Arrays;

/// One message as ranges of bytes: start line, header fields in order, body. Nothing is decoded
/// before somebody asks. Filled by [SipGate], used again for the next message; one per thread.
public final class SipMessage {

    static final int MOST_HEADERS = 128;

    byte[] bytes = new byte[0];
    boolean copied;
    boolean request;
    SipMethod method = SipMethod.UNKNOWN;
    int uriFrom;
    int uriTo;
    int status;
    int count;
    int bodyFrom;
    int bodyTo;
    private final HeaderName[] names = new HeaderName[MOST_HEADERS];
    private final int[] starts = new int[MOST_HEADERS];
    private final int[] ends = new int[MOST_HEADERS];
    private final int[] first = new int[HeaderName.values().length];

    public byte[] bytes() {
        return bytes;
    }

    public boolean isRequest() {
        return request;
    }

    /// Of a request; [SipMethod#UNKNOWN] in a response.
    public SipMethod method() {
        return method;
    }

    public int uriFrom() {
        return uriFrom;
    }

    public int uriTo() {
        return uriTo;
    }

    /// Of a response.
    public int status() {
        return status;
    }

    public int bodyFrom() {
        return bodyFrom;
    }

    public int bodyTo() {
        return bodyTo;
    }

    /// Index of the first header field of that name, or -1.
    public int first(HeaderName name) {
        return first[name.ordinal()] - 1;
    }

    /// Index of the next one after `index`, or -1.
    public int next(int index) {
        HeaderName name = names[index];
        for (int i = index + 1; i < count; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        return -1;
    }

    public boolean has(HeaderName name) {
        return first[name.ordinal()] != 0;
    }

    /// Where the value of a header field begins, blanks left out.
    public int start(int index) {
        return starts[index];
    }

    public int end(int index) {
        return ends[index];
    }

    void clear() {
        count = 0;
        copied = false;
        Arrays.fill(first, 0);
    }

    void add(HeaderName name, int start, int end) throws SipRefused {
        if (count == MOST_HEADERS) {
            throw SipRefused.malformed();
        }
        names[count] = name;
        starts[count] = start;
        ends[count] = end;
        count++;
        if (first[name.ordinal()] == 0) {
            first[name.ordinal()] = count;
        }
    }
}
