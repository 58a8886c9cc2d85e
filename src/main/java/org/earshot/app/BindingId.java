package org.earshot.app;

import java.util.UUID;
import picocli.CommandLine.Parameters;

/// Which binding.
final class BindingId {

    @Parameters(paramLabel = "ID")
    private String id = "";

    /// @throws Complaint when it is none
    UUID value() {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException none) {
            throw new Complaint(
                    "'" + id + "' is no id of a binding; './earshot binding list' shows them.");
        }
    }
}
