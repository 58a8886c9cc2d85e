package org.earshot.ivr;

/// The steps the caller does not hear: they decide where it goes on, or remember something.
final class Deciding {

    private final Voice voice;
    private final House house;
    private final Memory memory;

    Deciding(Voice voice, House house, Memory memory) {
        this.voice = voice;
        this.house = house;
        this.memory = memory;
    }

    /// @return the id of the next step, as of all methods here
    String choose(Step.Choose step) {
        return step.cases().stream()
                .filter(line -> holds(line.when()))
                .findFirst()
                .map(Step.Case::next)
                .orElse(step.otherwise());
    }

    String hours(Step.Hours step) {
        return switch (house.facts().opening(step.calendar())) {
            case OPEN -> step.open();
            case CLOSED -> step.closed();
            case HOLIDAY -> step.holiday().orElse(step.closed());
        };
    }

    String assign(Step.Assign step) {
        memory.setAll(step.values());
        step.pace().ifPresent(voice::changeTo);
        step.language().ifPresent(voice::changeTo);
        return step.next();
    }

    private boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.Variable(var name, var is) ->
                    memory.get(name).filter(is::equals).isPresent();
            case Condition.Language(var is) -> voice.language().equals(is);
            case Condition.Open(var calendar) ->
                    house.facts().opening(calendar) == Facts.Opening.OPEN;
            case Condition.Waiting(var queue, var within) ->
                    house.queues()
                            .estimate(queue)
                            .filter(wait -> wait.compareTo(within) <= 0)
                            .isPresent();
            case Condition.Screened(var is) -> house.facts().screening().contains(is);
            case Condition.Agreed(var is) -> memory.consent().filter(is::equals).isPresent();
            case Condition.Not(var not) -> !holds(not);
            case Condition.All(var all) -> all.stream().allMatch(this::holds);
            case Condition.Any(var any) -> any.stream().anyMatch(this::holds);
        };
    }
}
