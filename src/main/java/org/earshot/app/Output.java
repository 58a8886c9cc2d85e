package org.earshot.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/// Where commands print: documents for machines, sentences for people. The only place that writes
/// to the terminal.
@SuppressWarnings("SystemOut")
final class Output {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Output() {}

    static void text(String text) {
        System.out.println(text);
        System.out.flush();
    }

    /// A question; what is typed follows on the same line.
    static void ask(String question) {
        System.out.print(question);
        System.out.flush();
    }

    /// One document on one line.
    static void json(Object document) {
        try {
            text(JSON.writeValueAsString(document));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a document cannot be written as JSON", impossible);
        }
    }

    /// Progress and complaints: never in the way of a document.
    static void aside(String sentence) {
        System.err.println("earshot: " + sentence);
        System.err.flush();
    }
}
