package org.earshot.ivr;

import java.util.Locale;

/// What a flow asks of the house while it runs. Called on the call's own thread, in the order in
/// which the caller lives through it.
public interface Intake {

    /// The caller reached a step. Journalled: a restarted core resumes there.
    void entered(FlowState state);

    /// Also called with the first language of the flow when the caller chose none.
    void languageChosen(Locale language);

    /// How the caller's words may be kept from now on. Until then nothing is.
    default void consented(Consent consent) {}

    /// The flow is over, however: what its `outcome` variables were set to.
    default void outcome(java.util.Map<String, String> values) {}

    /// From now on the caller speaks; what is begun is never lost. Called again for the same report
    /// when the call is taken up again after a restart.
    void reportBegun();

    /// Called exactly once for each [#reportBegun], also when the caller hangs up.
    void reportEnded(ReportEnd how);

    /// Opens the case (committed) and returns the digits to be spoken. May be called again after a
    /// restart: the same case, a fresh code.
    ///
    /// @throws IntakeUnavailable when there is no code to be had now
    String queryCode();

    /// Whether the keys pressed are this case's code.
    boolean confirmCode(String keyed);

    /// While on, both legs of the recording are silenced. Not turned off by a call that ends
    /// meanwhile.
    void sensitive(boolean on);

    /// A prompt begins to play. Not called for the digits of a code.
    void heard(String promptId);
}
