package org.earshot.cases;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.earshot.telephony.CallId;

/// What a caller tells in one call; once begun it becomes a case.
public record Report(UUID id, CallId call, Locale language, Instant begunAt) {}
