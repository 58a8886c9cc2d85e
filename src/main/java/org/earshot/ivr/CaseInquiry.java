package org.earshot.ivr;

/// What who knows a query code is told, and may add.
public interface CaseInquiry {

    /// Looks a case up. From then on it is this call's case.
    ///
    /// @param code as keyed; kept nowhere
    LookUp look(String code);

    /// The case that is known without a code: looked up before in this call, or called for.
    LookUp known();

    /// The caller begins to add to the case looked up.
    void noteBegun();

    /// Called exactly once for each [#noteBegun], also when the caller hangs up.
    void noteEnded(ReportEnd how);

    /// Of a look-up.
    sealed interface LookUp {
        record Found(State state) implements LookUp {}

        /// No such code, or no longer.
        record Unknown() implements LookUp {}

        /// So many wrong codes that none is looked at for a while.
        record TooMany() implements LookUp {}

        record Unavailable() implements LookUp {}
    }

    /// What a reporter is told: the projection of case-lifecycle's states. The prompt is `status-`
    /// and the name in small letters with hyphens.
    enum State {
        RECEIVED,
        ACCEPTED,
        NOT_ACCEPTED,
        BEING_VERIFIED,
        RESULT_AVAILABLE,
        CLOSED
    }
}
