package org.earshot.cases;

/// What a report is about. In order of harm: of two that fit equally well, the first is taken.
public enum Category {
    TERRORISM,
    THREAT,
    VIOLENCE,
    ESPIONAGE,
    LEAK,
    CYBERATTACK,
    ORGANISED_CRIME,
    CORRUPTION,
    FRAUD,
    DRUGS,
    SMUGGLING,
    THEFT,
    GAMBLING,
    /// Words were understood, and none of them is in the rules.
    OTHER,
    /// Nothing was understood.
    UNCLEAR;

    boolean saysLittle() {
        return this == OTHER || this == UNCLEAR;
    }
}
