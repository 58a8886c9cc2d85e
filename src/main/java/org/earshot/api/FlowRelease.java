package org.earshot.api;

/// Which release of flows new callers hear.
record FlowRelease(int release) {

    static FlowRelease of(FlowParts parts) {
        return new FlowRelease(parts.flows().now().release());
    }
}
