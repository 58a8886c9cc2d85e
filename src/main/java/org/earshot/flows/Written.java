package org.earshot.flows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/// A step as it is written, right or wrong.
///
/// @param kind empty when it has none
record Written(String id, String kind, JsonNode node, List<Way> ways) {

    private static final Set<String> ASKING =
            Set.of("menu", "listen", "collect", "consent", "callback", "survey", "code");
    private static final Set<String> MENUS = Set.of("menu", "listen");
    private static final Set<String> PERSONS = Set.of("queue", "transfer", "emergency");
    private static final Set<String> ENDS = Set.of("hangup", "return");

    Written {
        ways = List.copyOf(ways);
    }

    String pointer() {
        return "/steps/" + id;
    }

    boolean is(String wanted) {
        return kind.equals(wanted);
    }

    /// Whether it waits for the caller to decide something.
    boolean asks() {
        return ASKING.contains(kind) || node.has("enter");
    }

    boolean isMenu() {
        return MENUS.contains(kind);
    }

    boolean isPerson() {
        return PERSONS.contains(kind);
    }

    boolean isPersonOrVoicemail() {
        return isPerson() || is("report");
    }

    /// Whether what the caller says is recorded.
    boolean records() {
        return is("report") || is("add-note") || (is("survey") && node.has("comment"));
    }

    /// Whether the call or the flow ends here.
    boolean ends() {
        return ENDS.contains(kind);
    }

    /// Whether it is too wrong to know where it leads: said already.
    boolean leadsNowhere() {
        return ways.isEmpty() && !ends();
    }
}
