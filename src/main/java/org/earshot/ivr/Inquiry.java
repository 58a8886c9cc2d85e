package org.earshot.ivr;

import java.util.ArrayList;
import java.util.List;

/// The attempts at one question: how often it has been asked, and what is said before it is asked
/// again.
final class Inquiry {

    private final Step.Asking asking;
    private int misses;
    private boolean silent = true;
    private List<String> preface = List.of();

    Inquiry(Step.Asking asking) {
        this.asking = asking;
    }

    boolean goesOn() {
        return misses < asking.attempts();
    }

    /// The question, after a word about the answer that meant nothing.
    List<String> prompts(List<String> question) {
        var prompts = new ArrayList<>(preface);
        prompts.addAll(question);
        return prompts;
    }

    List<String> preface() {
        return preface;
    }

    /// @param answered whether there was an answer, if one that means nothing here
    void missed(boolean answered) {
        misses++;
        silent = silent && !answered;
        preface = answered ? asking.invalid() : asking.silence();
    }

    /// Whether no attempt was answered at all.
    boolean silent() {
        return silent;
    }
}
