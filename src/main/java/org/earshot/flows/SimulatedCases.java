package org.earshot.flows;

import org.earshot.ivr.CaseInquiry;
import org.earshot.ivr.ReportEnd;

/// Knows one case, by its code.
final class SimulatedCases implements CaseInquiry {

    private final Circumstances how;
    private final HouseNotes notes;
    private boolean known;

    SimulatedCases(Circumstances how, HouseNotes notes) {
        this.how = how;
        this.notes = notes;
        known = how.caseKnown();
    }

    @Override
    public LookUp look(String code) {
        return switch (how.cases()) {
            case LOCKED -> found("codes locked", new LookUp.TooMany());
            case AWAY -> found("case unavailable", new LookUp.Unavailable());
            case BY_CODE -> {
                known |= code.equals(SimulatedHouse.CODE);
                yield code.equals(SimulatedHouse.CODE)
                        ? found("case found", new LookUp.Found(how.caseState()))
                        : found("case not found", new LookUp.Unknown());
            }
        };
    }

    @Override
    public LookUp known() {
        if (!known) {
            return new LookUp.Unknown(); // nobody looked anything up: nothing came of it
        }
        return how.cases() == Circumstances.CaseAccess.AWAY
                ? found("case unavailable", new LookUp.Unavailable())
                : found("case found", new LookUp.Found(how.caseState()));
    }

    @Override
    public void noteBegun() {
        // a dialogue says how it ends
    }

    @Override
    public void noteEnded(ReportEnd end) {
        notes.add("note ends by " + HousePhrases.inWords(end));
    }

    private LookUp found(String note, LookUp lookUp) {
        notes.add(note);
        return lookUp;
    }
}
