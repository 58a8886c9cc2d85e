package org.earshot.cases;

import java.time.Instant;

/// One step in the life of a case.
///
/// @param why a fixed sentence of the program, never a word of the report
public record CaseEvent(int seq, Instant at, CaseState state, String why) {}
