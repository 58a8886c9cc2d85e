package org.earshot.ivr;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What a [Step.Choose] asks.
public sealed interface Condition {

    /// A variable has this value.
    record Variable(String name, String is) implements Condition {}

    record Language(Locale is) implements Condition {}

    record Open(String calendar) implements Condition {}

    /// An agent of the queue can be had within `within`, as far as one knows.
    record Waiting(String queue, Duration within) implements Condition {}

    /// What the screening of this call's report says: a category such as `FRAUD`, or `EMERGENCY`.
    record Screened(String is) implements Condition {}

    record Agreed(Consent is) implements Condition {}

    record Not(Condition condition) implements Condition {}

    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }
}
