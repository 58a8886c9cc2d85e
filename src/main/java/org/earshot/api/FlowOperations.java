package org.earshot.api;

import java.util.Map;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;

/// The operations about flows: what callers hear now, what its checks say, and how many callers are
/// where. Counts only: no call can be told from them.
final class FlowOperations {

    private final FlowParts parts;

    FlowOperations(FlowParts parts) {
        this.parts = parts;
    }

    /// By `operationId`.
    Map<String, Operation> all() {
        return Map.of("listFlows", _ -> list(), "readFlow", this::read);
    }

    private Response list() {
        var set = parts.flows().now();
        var now = parts.counts().now();
        return Response.ok(
                new FlowView.Book(
                        set.release(),
                        set.book().flows().values().stream()
                                .map(flow -> FlowView.Line.of(set, flow, now))
                                .toList()));
    }

    private Response read(Request request) {
        var name = request.path().getOrDefault("name", "");
        var set = parts.flows().now();
        return set.named(name)
                .map(flow ->
                        Response.ok(
                                FlowView.of(
                                        set,
                                        flow,
                                        parts.counts().now().getOrDefault(name, Map.of()),
                                        parts.counts().today(name))))
                .orElse(Response.error(404, "There is no such flow in force."));
    }
}
