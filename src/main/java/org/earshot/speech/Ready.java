package org.earshot.speech;

import java.util.Map;
import java.util.Set;

/// The line a worker prints when it can be used.
///
/// @param engines name of the model by language tag
/// @param problems a sentence for each language that cannot be had
record Ready(int port, Map<String, String> engines, Set<String> problems) {}
