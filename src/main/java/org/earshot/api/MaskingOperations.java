package org.earshot.api;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.masking.BindingQuery;
import org.earshot.masking.BindingRefused;
import org.earshot.masking.KeptBinding;
import org.earshot.masking.Party;
import org.jspecify.annotations.Nullable;

/// The operations about masks, bindings and the records of their calls. Parties are in bodies only:
/// addresses end up in logs.
final class MaskingOperations {

    private static final int USUAL_LIMIT = 100;

    record BindingQuestion(
            @Nullable String x,
            @Nullable String party,
            @Nullable String userData,
            @Nullable Boolean active,
            @Nullable Integer limit) {

        @Override
        public String toString() {
            return "BindingQuestion";
        }
    }

    record CdrQuestion(@Nullable String mask, @Nullable String party, @Nullable Integer limit) {

        @Override
        public String toString() {
            return "CdrQuestion";
        }
    }

    private final MaskingParts parts;
    private final InstantSource clock;

    MaskingOperations(MaskingParts parts, InstantSource clock) {
        this.parts = parts;
        this.clock = clock;
    }

    /// By `operationId`.
    Map<String, Operation> all() {
        return Map.of(
                "createBinding", refusing(this::create),
                "queryBindings", refusing(this::query),
                "readBinding", refusing(request -> view(parts.desk().find(id(request)))),
                "updateBinding", refusing(this::update),
                "unbind", refusing(request -> view(parts.desk().unbind(id(request)))),
                "listMasks", _ -> masks(),
                "putMask", refusing(this::putMask),
                "queryCdrs", refusing(this::cdrs),
                "stopCall", this::stop);
    }

    private Response create(Request request) {
        var form = request.body(BindingForm.class);
        KeptBinding made =
                form.x() == null
                        ? parts.desk()
                                .bindAny(
                                        form.maskMode(),
                                        form.area() == null ? "" : form.area(),
                                        form::on)
                        : parts.desk().bind(form.on(form.x()));
        return Response.of(201, BindingView.of(made, clock.instant()));
    }

    private Response query(Request request) {
        var question = request.body(BindingQuestion.class);
        var query =
                new BindingQuery(
                        Optional.ofNullable(question.x()),
                        Optional.ofNullable(question.party()).map(Party::parse),
                        Optional.ofNullable(question.userData()),
                        question.active() == null || question.active(),
                        question.limit() == null ? USUAL_LIMIT : question.limit());
        return Response.ok(
                parts.desk().find(query).stream()
                        .map(kept -> BindingView.of(kept, clock.instant()))
                        .toList());
    }

    private Response update(Request request) {
        var change = request.body(BindingUpdate.class).change();
        return view(parts.desk().change(id(request), change));
    }

    private Response masks() {
        return Response.ok(parts.desk().masks().stream().map(MaskView::of).toList());
    }

    private Response putMask(Request request) {
        var mask = request.body(MaskForm.class).mask();
        parts.desk().put(mask);
        return Response.ok(MaskView.of(mask));
    }

    private Response cdrs(Request request) {
        var question = request.body(CdrQuestion.class);
        return Response.ok(
                parts
                        .calls()
                        .newest(
                                Optional.ofNullable(question.mask()),
                                Optional.ofNullable(question.party()).map(Party::parse),
                                question.limit() == null ? USUAL_LIMIT : question.limit())
                        .stream()
                        .map(CdrView::of)
                        .toList());
    }

    private Response stop(Request request) {
        return parts.stop().test(id(request))
                ? new Response(204, null, Map.of())
                : Response.error(404, "There is no such call, or it is over already.");
    }

    private Response view(KeptBinding kept) {
        return Response.ok(BindingView.of(kept, clock.instant()));
    }

    private static UUID id(Request request) {
        return UUID.fromString(request.path().getOrDefault("id", ""));
    }

    private interface Work {
        Response answer(Request request);
    }

    /// What cannot be is told in a sentence.
    private static Operation refusing(Work work) {
        return request -> {
            try {
                return work.answer(request);
            } catch (BindingRefused refused) {
                return Response.error(status(refused.reason()), sentence(refused));
            } catch (IllegalArgumentException wrong) {
                return Response.error(422, sentence(wrong));
            }
        };
    }

    private static String sentence(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }

    private static int status(BindingRefused.Reason reason) {
        return switch (reason) {
            case UNKNOWN -> 404;
            case NOT_ALLOWED -> 422;
            case TAKEN, FULL, COOLING -> 409;
        };
    }
}
