package org.earshot.rights;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody is there for. A person may have several, within what the policy allows together.
public enum Role {
    /// Talks to callers and writes down what they report.
    AGENT,
    /// Sorts cases that came in, and finds what was reported twice.
    REVIEWER,
    /// Works on the matter of a case.
    SPECIALIST,
    /// Answers for the cases of a unit and of those below it.
    UNIT_OFFICER,
    /// Looks after the agents of a unit and replays what happened.
    SUPERVISOR,
    /// Reads the log and proves it; sees no content of a case.
    AUDITOR,
    /// Keeps keys and backups; sees no content of a case.
    CUSTODIAN,
    /// Keeps people, units and settings; sees no content of a case.
    ADMINISTRATOR;

    /// As in the policy and on the command line, for instance `unit-officer`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Role> named(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }
}
