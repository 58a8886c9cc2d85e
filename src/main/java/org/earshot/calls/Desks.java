package org.earshot.calls;

import java.time.Period;
import org.earshot.crypto.KeyService;
import org.earshot.house.CallbackRepository;
import org.earshot.house.StepCounts;
import org.earshot.house.SurveyRepository;
import org.earshot.ivr.Hooks;
import org.earshot.ivr.QueueDesk;

/// What flows may ask for besides taking a report.
///
/// @param keys under which what a flow remembers is sealed
/// @param kept how long the key of a call lasts: as long as its recording
public record Desks(
        KeyService keys,
        Period kept,
        StepCounts counts,
        CallbackRepository callbacks,
        SurveyRepository surveys,
        QueueDesk queues,
        Hooks hooks,
        Switchboard switchboard) {}
