package org.earshot.http;

/// What an [Operation] answers that is no JSON.
///
/// @param type for instance `image/svg+xml`; the text is sent as UTF-8
public record Content(String type, String text) {}
