package org.earshot.flows;

/// Proves one rule for all flows, or says where it does not hold.
interface Check {

    void run(Checking all, Findings findings);
}
