package org.earshot.app;

import java.util.Locale;
import java.util.Map;
import org.earshot.cases.CaseDesk;
import org.earshot.cases.ReportEnding;
import org.earshot.telephony.CallId;

/// What live dialogues find in the house's records, and leave there.
final class LiveCases {

    private final Archive archive;
    private final int codeDigits;

    LiveCases(Archive archive, int codeDigits) {
        this.archive = archive;
        this.codeDigits = codeDigits;
    }

    int codeDigits() {
        return codeDigits;
    }

    /// Opens a case as somebody's report would, earlier.
    ///
    /// @return its query code
    String code() {
        CaseDesk desk = archive.cases();
        CallId earlier = CallId.random();
        desk.begin(earlier, Locale.ENGLISH);
        desk.end(earlier, ReportEnding.KEY);
        String code = desk.open(earlier).queryCode();
        desk.screen(earlier, "", Locale.ENGLISH);
        return code;
    }

    /// What the flow of a call found out; empty when it was to find out nothing.
    Map<String, String> outcome(String call) {
        return call.isEmpty() ? Map.of() : archive.outcome(CallId.parse(call));
    }
}
