package org.earshot.cases;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.earshot.telephony.CallId;

/// What a reporter added to the own case in a later call; sound and words are that call's.
///
/// @param ending empty while the reporter still speaks
public record CaseNote(
        UUID id, CallId call, Locale language, Instant begunAt, Optional<ReportEnding> ending) {}
