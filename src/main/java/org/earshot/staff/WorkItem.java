package org.earshot.staff;

import java.util.UUID;

/// Something open that one person has in hand.
///
/// @param kind for instance `case`
/// @param object its id
public record WorkItem(String kind, String object, UUID person) {}
