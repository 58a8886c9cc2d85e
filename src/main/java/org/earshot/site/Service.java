package org.earshot.site;

/// A program that the [Supervisor] starts, watches and stops.
public interface Service {

    /// As people read it: "PostgreSQL", "Asterisk".
    String name();

    /// Starts it and returns when it is ready for use. Whatever an earlier run left behind is
    /// cleared away first, so this is also how it is restarted.
    ///
    /// @throws SiteFault when it does not become ready
    void start();

    /// Returns when the program has ended, for whatever reason.
    void awaitExit() throws InterruptedException;

    /// Ends it in good order, or by force when it takes too long. Harmless when it does not run.
    void stop();
}
