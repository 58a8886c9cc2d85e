package org.earshot.ivr;

/// Everything a flow asks of the house, by whose business it is.
public record House(
        Intake intake,
        CaseInquiry cases,
        QueueDesk queues,
        CallbackDesk callbacks,
        Outbound outbound,
        Hooks hooks,
        SurveyDesk surveys,
        Facts facts) {

    /// One that takes reports and gives codes, and in which everything else is away.
    public static House taking(Intake intake) {
        var away = new Away();
        return new House(intake, away, away, away, away, away, away, away);
    }
}
