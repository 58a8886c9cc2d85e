package org.earshot.rights;

/// One place of the policy's table.
record Cell(Role role, Right right, Relation relation) {}
