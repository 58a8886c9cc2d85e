package org.earshot.ivr;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.telephony.Dtmf;

/// A checked flow.
///
/// @param name the file's name without its ending
/// @param sha256 of the file, in hex: kept with each call, so that one knows what that caller heard
/// @param languages those a caller may choose; the first is spoken until then
/// @param options what holds for the whole flow
public record Flow(
        String name,
        String sha256,
        List<Locale> languages,
        String start,
        Map<String, Step> steps,
        Options options) {

    public Flow {
        languages = List.copyOf(languages);
        steps = Map.copyOf(steps);
        if (languages.isEmpty()) {
            throw new IllegalArgumentException("flow " + name + " has no language");
        }
        if (!steps.containsKey(start)) {
            throw new IllegalArgumentException("flow " + name + " has no start step " + start);
        }
    }

    /// @param person how a caller reaches a person at any time, where the operator wants that
    /// @param personWithin after how many keys a caller must have come to a person or a voicemail
    /// @param outcome the variables that are handed to [Intake#outcome]
    public record Options(Optional<Person> person, int personWithin, List<String> outcome) {

        public static final int USUAL_PERSON_WITHIN = 4;

        public Options {
            outcome = List.copyOf(outcome);
        }

        public static Options none() {
            return new Options(Optional.empty(), USUAL_PERSON_WITHIN, List.of());
        }
    }

    /// The key that leads to a person, in this flow only: one that it calls has its own or none. A
    /// step's own key, the entry of digits, and a queue or a transfer (where one is on the way to a
    /// person) win over it.
    ///
    /// @param except steps in which the key does nothing
    public record Person(Dtmf key, String next, Set<String> except) {
        public Person {
            except = Set.copyOf(except);
        }
    }

    /// @throws IllegalStateException when there is none
    public Step step(String id) {
        var step = steps.get(id);
        if (step == null) {
            throw new IllegalStateException("flow " + name + " has no step " + id);
        }
        return step;
    }

    /// Whether and by which key a caller in this step reaches a person.
    public Optional<Person> personIn(String id) {
        return options.person()
                .filter(person -> !person.except().contains(id))
                .filter(person -> !step(id).ownKeys().contains(person.key()));
    }

    /// The speeds its prompts are needed in.
    public Set<Pace> paces() {
        var paces = EnumSet.of(Pace.NORMAL);
        for (var step : steps.values()) {
            if (step instanceof Step.Assign assign) {
                assign.pace().ifPresent(paces::add);
            }
        }
        return paces;
    }
}
