package org.earshot.cases;

import java.util.UUID;

/// A case and a fresh query code for it: the only time that code exists in readable form.
///
/// @param queryCode the digits to speak
public record CaseOpened(UUID caseId, String trackingNumber, String queryCode) {

    /// Never the code.
    @Override
    public String toString() {
        return "CaseOpened(" + trackingNumber + ")";
    }
}
