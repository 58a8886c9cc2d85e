package org.earshot.api;

import org.earshot.house.FlowShelf;
import org.earshot.house.FlowsInForce;
import org.earshot.house.StepCounts;

/// What the operations about flows look at.
public record FlowParts(FlowsInForce flows, FlowShelf shelf, StepCounts counts) {}
