package org.earshot.flows;

import java.util.Locale;
import org.earshot.ivr.FlowState;

/// Looks on while a flow asks things of a [SimulatedHouse].
public interface HouseWatch {

    /// The caller reached a step.
    default void entered(FlowState state) {}

    /// The caller chose a language, or was given the first.
    default void languageChosen(Locale language) {}

    /// A prompt begins.
    default void heard(String promptId) {}

    /// Something came of the call, in the phrase a dialogue has for it.
    default void noted(String phrase) {}
}
