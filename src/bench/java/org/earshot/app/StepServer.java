package org.earshot.app;

import java.io.IOException;

/// Somebody who serves calls of Asterisk and can carry out one command in each, again and again.
interface StepServer extends AutoCloseable {

    /// One command and its answer.
    interface Step {
        void run() throws Exception;
    }

    /// What is done in each call, on a thread of its own. When it returns the call is hung up.
    interface Script {
        void serve(Step step) throws Exception;
    }

    /// Takes calls from now on.
    void start(Script script) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
