package org.earshot.flows;

import java.util.Locale;

/// What is proved about a flow before a caller hears it.
public enum Rule {
    YAML("the file can be read, is UTF-8 and YAML, and says nothing twice"),
    SCHEMA("each step is of a kind there is and has the keys of that kind, rightly written"),
    START("the flow starts with a step there is"),
    TARGET("each step leads to steps there are"),
    REACHABLE("some way from the start leads to each step"),
    END("from each step some way leads to the end of the call or of the flow"),
    LOOP("nobody comes back to a step without having pressed or said anything in between"),
    CONSENT("nobody is recorded before having been asked how the words may be kept"),
    PROMPT("each prompt, also one that a kind of step implies, has words in every language"),
    LANGUAGE("there are prompts in each language, and no step speaks another one"),
    ATTEMPTS("no question is asked more than five times"),
    DEPTH("no more than five menus lie between the start and a step"),
    PERSON("a person or a voicemail can be had within so many keys from each question"),
    HOOK("what happens without a hook's answer does not need the same hook"),
    VARIABLE("a variable is set on every way to the step that uses it"),
    CALENDAR("each calendar is there and can be read"),
    NAME("queues, targets and hooks are in the settings"),
    WORDS("words to be said are of the flow's languages, and none means two things"),
    FLOW("each flow that is called is there and speaks the languages of the one that calls it"),
    RECURSION("no flow comes to call itself");

    private final String proved;

    Rule(String proved) {
        this.proved = proved;
    }

    /// As it is printed, and asked for.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What holds when there is no finding.
    public String proved() {
        return proved;
    }
}
