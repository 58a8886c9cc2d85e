package org.earshot.staff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A part of the house: national, provincial, city, or as the house is cut.
///
/// @param parent the unit above; null for the root
public record Unit(UUID id, @Nullable UUID parent, String name) {}
