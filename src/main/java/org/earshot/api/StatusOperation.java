package org.earshot.api;

import java.time.Duration;
import java.util.Locale;
import org.earshot.cases.StatusAnswer;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;

/// How the case of a query code stands. Neither the code nor the asker is ever logged.
final class StatusOperation implements Operation {

    /// Never printed: it is the reporter's secret.
    record StatusQuestion(String code) {

        @Override
        public String toString() {
            return "StatusQuestion(?)";
        }
    }

    record StatusReply(String status) {}

    private static final Response NOT_FOUND =
            Response.error(
                    404, "This code is not known or has expired; compare it with what you noted.");

    /// Who knows the answers: the case desk.
    @FunctionalInterface
    interface StatusBook {
        StatusAnswer status(String typed, String source);
    }

    private final StatusBook book;

    StatusOperation(StatusBook book) {
        this.book = book;
    }

    @Override
    public Response answer(Request request) {
        String code = request.body(StatusQuestion.class).code();
        return switch (book.status(code, Network.of(request.peer()))) {
            case StatusAnswer.Found(var status, _) ->
                    Response.ok(new StatusReply(status.name().toLowerCase(Locale.ROOT)));
            case StatusAnswer.NotFound() -> NOT_FOUND;
            case StatusAnswer.TryLater(var after) -> tryLater(after);
        };
    }

    private static Response tryLater(Duration after) {
        long seconds = Math.max(1, after.plusMillis(999).toSeconds());
        return Response.error(429, "Too many wrong codes; try again in " + seconds + " seconds.")
                .withHeader("Retry-After", Long.toString(seconds));
    }
}
