package org.earshot.caller;

import java.time.Duration;

/// A known prompt recognised in what was heard; times count from the start of the sound.
///
/// @param likeness normalised cross-correlation over the whole prompt, 1 being the same samples
public record HeardPrompt(String id, Duration start, Duration end, double likeness) {}
