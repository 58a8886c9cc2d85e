package org.earshot.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.earshot.telephony.CallId;
import org.jspecify.annotations.Nullable;

/// A case as a line of the staff's list.
///
/// @param ending null while the caller still speaks
/// @param category null, like `priority` and `screenedAt`, until the rules have sorted it
/// @param destroyOn the day on which what is sealed in it becomes unreadable everywhere
public record CaseView(
        UUID id,
        String trackingNumber,
        CallId call,
        Locale language,
        CaseState state,
        @Nullable Category category,
        @Nullable Priority priority,
        Instant begunAt,
        @Nullable ReportEnding ending,
        Instant openedAt,
        @Nullable Instant screenedAt,
        LocalDate destroyOn) {}
