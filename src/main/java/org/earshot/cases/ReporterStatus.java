package org.earshot.cases;

/// What a reporter hears about the own case.
public enum ReporterStatus {
    RECEIVED
}
