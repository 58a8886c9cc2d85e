package org.earshot.api;

import java.util.UUID;
import java.util.function.Predicate;
import org.earshot.masking.BindingDesk;
import org.earshot.masking.CallLogRepository;

/// What the operations about masks work on.
///
/// @param stop ends a call by its id; false when there is no such call
public record MaskingParts(BindingDesk desk, CallLogRepository calls, Predicate<UUID> stop) {}
