package org.earshot.flows;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.earshot.ivr.Consent;
import org.earshot.ivr.FlowState;
import org.earshot.ivr.Intake;
import org.earshot.ivr.IntakeUnavailable;
import org.earshot.ivr.ReportEnd;

/// Takes reports.
final class SimulatedIntake implements Intake {

    private final Circumstances how;
    private final HouseNotes notes;
    private final HouseWatch watch;

    SimulatedIntake(Circumstances how, HouseNotes notes, HouseWatch watch) {
        this.how = how;
        this.notes = notes;
        this.watch = watch;
    }

    @Override
    public void entered(FlowState state) {
        notes.goesOn();
        watch.entered(state);
    }

    @Override
    public void languageChosen(Locale language) {
        watch.languageChosen(language);
    }

    @Override
    public void consented(Consent consent) {
        notes.add("agreed " + HousePhrases.inWords(consent));
    }

    @Override
    public void outcome(Map<String, String> values) {
        new TreeMap<>(values)
                .forEach((variable, value) -> notes.add("outcome " + variable + " is " + value));
    }

    @Override
    public void reportBegun() {
        // a dialogue says how it ends
    }

    @Override
    public void reportEnded(ReportEnd end) {
        notes.add("report ends by " + HousePhrases.inWords(end));
    }

    @Override
    public String queryCode() {
        if (!how.codes()) {
            throw new IntakeUnavailable(
                    "no code is to be had", new IllegalStateException("as the dialogue says"));
        }
        notes.add("case opened");
        return SimulatedHouse.CODE;
    }

    @Override
    public boolean confirmCode(String keyed) {
        var right = keyed.equals(SimulatedHouse.CODE);
        notes.add(right ? "code confirmed" : "code wrong");
        return right;
    }

    @Override
    public void sensitive(boolean on) {
        // nothing is recorded here
    }

    @Override
    public void heard(String promptId) {
        watch.heard(promptId);
    }
}
