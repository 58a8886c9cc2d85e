package org.earshot.flows;

/// A way out of a step.
///
/// @param label as the flow writes it: `next`, `otherwise`, `silent`, a key
/// @param to the step it leads to
record Branch(String label, String to) {}
