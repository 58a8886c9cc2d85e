package org.earshot.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.earshot.flows.FlowPicture;
import org.earshot.house.FlowHistory;
import org.earshot.house.FlowSet;
import org.earshot.http.Content;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.ivr.Flow;

/// The operations about flows: what callers hear now, what its checks say, and how many callers are
/// where. Counts only: no call can be told from them.
final class FlowOperations {

    private static final FlowHistory UNKNOWN = new FlowHistory(Optional.empty(), Optional.empty());

    private final FlowParts parts;

    FlowOperations(FlowParts parts) {
        this.parts = parts;
    }

    /// By `operationId`.
    Map<String, Operation> all() {
        return Map.of(
                "listFlows", _ -> list(),
                "readFlow", request -> ofFlow(request, this::read),
                "readFlowCounts", request -> ofFlow(request, this::counts),
                "drawFlow", request -> ofFlow(request, (set, flow) -> draw(set, flow, request)),
                "readFlowDraft", this::draft);
    }

    private Response list() {
        var set = parts.flows().now();
        var now = parts.counts().now();
        var histories = parts.shelf().histories(set.release());
        return Response.ok(
                new FlowLine.Book(
                        set.release(),
                        set.book().flows().values().stream()
                                .map(flow ->
                                        FlowLine.of(
                                                set,
                                                flow,
                                                histories.getOrDefault(flow.name(), UNKNOWN),
                                                now.getOrDefault(flow.name(), Map.of())))
                                .toList()));
    }

    private Response read(FlowSet set, Flow flow) {
        var history = parts.shelf().histories(set.release()).getOrDefault(flow.name(), UNKNOWN);
        return Response.ok(FlowView.of(set, flow, history));
    }

    private Response counts(FlowSet set, Flow flow) {
        return Response.ok(
                FlowCounts.of(
                        set,
                        flow,
                        parts.counts().now().getOrDefault(flow.name(), Map.of()),
                        parts.counts().today(flow.name())));
    }

    private static Response draw(FlowSet set, Flow flow, Request request) {
        var language = request.query().getOrDefault("language", "");
        return Response.ok(
                new Content(
                        "image/svg+xml",
                        FlowPicture.plainSvg(
                                flow, set.book().prompts(), Locale.forLanguageTag(language))));
    }

    private Response draft(Request request) throws InterruptedException {
        var name = request.path().getOrDefault("name", "");
        var set = parts.flows().now();
        return parts.shelf()
                .drafted(name)
                .map(draft -> Response.ok(FlowDraftView.of(set, name, draft)))
                .orElse(Response.error(404, "There is no draft of this flow."));
    }

    private Response ofFlow(Request request, BiFunction<FlowSet, Flow, Response> answer) {
        var set = parts.flows().now();
        return set.named(request.path().getOrDefault("name", ""))
                .map(flow -> answer.apply(set, flow))
                .orElse(Response.error(404, "There is no such flow in force."));
    }

    static List<String> tags(Flow flow) {
        return flow.languages().stream().map(Locale::toLanguageTag).toList();
    }
}
