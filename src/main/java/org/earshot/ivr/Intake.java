package org.earshot.ivr;

import java.util.Locale;

/// What a flow asks of the house while it runs. Called on the call's own thread, in the order in
/// which the caller lives through it.
public interface Intake {

    /// The caller reached a step. Journalled: a restarted core resumes there.
    void entered(String step);

    void languageChosen(Locale language);

    /// From now on the caller speaks; what is begun is never lost.
    void reportBegun();

    /// Called exactly once for each [#reportBegun], also when the caller hangs up.
    void reportEnded(ReportEnd how);

    /// Opens the case (committed) and returns the digits to be spoken. May be called again after a
    /// restart: the same case, a fresh code.
    String queryCode();

    /// Whether the keys pressed are this case's code.
    boolean confirmCode(String keyed);

    /// While on, both legs of the recording are silenced.
    void sensitive(boolean on);

    /// A prompt was played, wholly or until a key stopped it. Not called for the digits of a code.
    void heard(String promptId);
}
