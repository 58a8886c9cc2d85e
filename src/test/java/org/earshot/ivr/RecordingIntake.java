package org.earshot.ivr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A house that writes down what it is asked, in words. Its code is always the same.
final class RecordingIntake implements Intake {

    static final String CODE = "4017235986014378";

    private final List<String> log = new ArrayList<>();
    private boolean codeAvailable = true;

    RecordingIntake withoutCodes() {
        codeAvailable = false;
        return this;
    }

    List<String> log() {
        return List.copyOf(log);
    }

    /// Without the steps and prompts, which most tests do not care about.
    List<String> acts() {
        return log.stream()
                .filter(line -> !line.startsWith("entered ") && !line.startsWith("heard "))
                .toList();
    }

    List<String> steps() {
        return log.stream()
                .filter(line -> line.startsWith("entered "))
                .map(line -> line.substring("entered ".length()))
                .toList();
    }

    @Override
    public void entered(String step) {
        log.add("entered " + step);
    }

    @Override
    public void languageChosen(Locale language) {
        log.add("language " + language.toLanguageTag());
    }

    @Override
    public void reportBegun() {
        log.add("report begun");
    }

    @Override
    public void reportEnded(ReportEnd how) {
        log.add("report ended by " + how);
    }

    @Override
    public String queryCode() {
        if (!codeAvailable) {
            throw new IntakeUnavailable("no database", new IllegalStateException("no database"));
        }
        log.add("case opened");
        return CODE;
    }

    @Override
    public boolean confirmCode(String keyed) {
        var right = keyed.equals(CODE);
        log.add(right ? "code right" : "code wrong");
        return right;
    }

    @Override
    public void sensitive(boolean on) {
        log.add(on ? "recording silenced" : "recording heard");
    }

    @Override
    public void heard(String promptId) {
        log.add("heard " + promptId);
    }
}
