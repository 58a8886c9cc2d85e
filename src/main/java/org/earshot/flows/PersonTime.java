package org.earshot.flows;

import java.time.Duration;

/// How long it takes a caller of a flow to come to a person, or to a voicemail where the flow has
/// no person.
///
/// @param person whether it is a person
/// @param expected on the shortest way, listening to everything and answering half-way through the
///   time there is
/// @param longest on the longest way, with every answer at the last moment of the last attempt, and
///   nothing done twice
public record PersonTime(String flow, boolean person, Duration expected, Duration longest) {

    @Override
    public String toString() {
        return "%s: to a %s %d s expected, %d s at the longest"
                .formatted(
                        flow,
                        person ? "person" : "voicemail",
                        expected.toSeconds(),
                        longest.toSeconds());
    }
}
