package org.earshot.flows;

import java.time.Duration;
import java.util.List;
import org.earshot.ivr.Calendars;
import org.earshot.ivr.House;
import org.earshot.ivr.ScriptedLine;
import org.earshot.telephony.Hangup;

/// A house for one call without a telephone: everything a flow may ask for is as [Circumstances]
/// say, and what comes of it is noted in the phrases of dialogues. Its code is always [#CODE], and
/// the case it leads to is always there.
public final class SimulatedHouse {

    /// The code that is read out, and that of the case looked up. Its check digit is right.
    public static final String CODE = "4017235986014378";

    private final HouseNotes notes;
    private final House house;

    /// The time of a call, which a house lets pass while a caller waits.
    public interface Time {

        /// Since the call began.
        Duration elapsed();

        /// @throws Hangup when the caller hangs up meanwhile
        void pass(Duration time) throws Hangup;

        /// That of a line whose clock jumps.
        static Time of(ScriptedLine line) {
            return new Time() {
                @Override
                public Duration elapsed() {
                    return line.elapsed();
                }

                @Override
                public void pass(Duration time) throws Hangup {
                    line.lasts(time);
                }
            };
        }
    }

    /// @param calendars asked when it is said what time it is
    public SimulatedHouse(Circumstances how, Calendars calendars, Time time, HouseWatch watch) {
        notes = new HouseNotes(watch::noted);
        var services = new SimulatedServices(how, calendars, notes);
        house =
                new House(
                        new SimulatedIntake(how, notes, watch),
                        new SimulatedCases(how, notes),
                        new SimulatedQueues(how, time, notes),
                        services,
                        services.outbound(),
                        services.hooks(),
                        services.surveys(),
                        services.facts());
    }

    /// What a [org.earshot.ivr.FlowRunner] asks.
    public House house() {
        return house;
    }

    /// What came of the call so far.
    public List<String> notes() {
        return notes.all();
    }

    /// A house that is down notes nothing, as one that was killed.
    void down(boolean isDown) {
        notes.down(isDown);
    }
}
