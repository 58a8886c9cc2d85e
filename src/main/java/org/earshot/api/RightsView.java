package org.earshot.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earshot.rights.Grant;
import org.earshot.rights.Policy;
import org.earshot.rights.Relation;
import org.earshot.rights.Right;
import org.earshot.rights.Role;

/// The policy as a table.
///
/// @param roles its columns
/// @param places where an object may stand, with what that means
/// @param alone roles that go with no other
record RightsView(
        List<String> roles, Map<String, String> places, List<String> alone, List<Line> acts) {

    /// @param content whether it shows something of a report
    /// @param may for each role that may anything, the grant at each place
    record Line(String act, String what, boolean content, Map<String, Map<String, String>> may) {}

    static RightsView of(Policy policy) {
        var places = new LinkedHashMap<String, String>();
        for (Relation relation : Relation.values()) {
            places.put(relation.toString(), relation.words());
        }
        return new RightsView(
                Arrays.stream(Role.values()).map(Role::id).toList(),
                places,
                policy.alone().stream().sorted().map(Role::id).toList(),
                Arrays.stream(Right.values()).map(right -> line(policy, right)).toList());
    }

    private static Line line(Policy policy, Right right) {
        var may = new LinkedHashMap<String, Map<String, String>>();
        for (Role role : Role.values()) {
            var grants = grants(policy, role, right);
            if (!grants.isEmpty()) {
                may.put(role.id(), grants);
            }
        }
        var act = policy.act(right);
        return new Line(right.id(), act.words(), act.isContent(), may);
    }

    private static Map<String, String> grants(Policy policy, Role role, Right right) {
        var grants = new LinkedHashMap<String, String>();
        for (Relation relation : Relation.values()) {
            Grant grant = policy.cell(role, right, relation);
            if (grant != Grant.DENIED) {
                grants.put(relation.toString(), grant.toString());
            }
        }
        return grants;
    }
}
