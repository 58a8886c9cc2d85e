package org.earshot.flows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.earshot.ivr.CaseInquiry;
import org.earshot.ivr.Consent;
import org.earshot.ivr.Facts;
import org.earshot.ivr.Outbound;

/// The phrases about the house.
final class HousePhrases {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private static final String NAME = "([a-z0-9-]+)";
    private static final String SPAN = "([0-9]+ (?:ms|s|m))";

    /// @param form of the whole phrase
    private record Form(Pattern form, BiConsumer<Circumstances, MatchResult> learn) {}

    private static final List<Form> FORMS =
            List.of(
                    form("the case is known", (how, _) -> how.knowCase()),
                    form(
                            "the case is (" + states() + ")",
                            (how, said) -> how.caseState(state(said.group(1)))),
                    form(
                            "the " + NAME + " is (open|closed|on holiday)",
                            (how, said) -> how.opening(said.group(1), opening(said.group(2)))),
                    form(
                            "queue " + NAME + " answers after " + SPAN,
                            (how, said) ->
                                    how.queue(
                                            said.group(1),
                                            queue -> queue.answeringAfter(span(said.group(2))))),
                    form(
                            "queue " + NAME + " closes after " + SPAN,
                            (how, said) ->
                                    how.queue(
                                            said.group(1),
                                            queue -> queue.closingAfter(span(said.group(2))))),
                    form(
                            "queue " + NAME + " is closed",
                            (how, said) ->
                                    how.queue(said.group(1), Circumstances.QueueState::closed)),
                    form(
                            "queue " + NAME + " has ([0-9]{1,4}) waiting",
                            (how, said) ->
                                    how.queue(
                                            said.group(1),
                                            queue -> queue.with(Integer.parseInt(said.group(2))))),
                    form(
                            "queue " + NAME + " expects " + SPAN,
                            (how, said) ->
                                    how.queue(
                                            said.group(1),
                                            queue -> queue.expecting(span(said.group(2))))),
                    form(
                            "target " + NAME + " (answers|is busy|does not answer|is away)",
                            (how, said) -> how.target(said.group(1), target(said.group(2)))),
                    form(
                            "codes are locked",
                            (how, _) -> how.cases(Circumstances.CaseAccess.LOCKED)),
                    form("cases are away", (how, _) -> how.cases(Circumstances.CaseAccess.AWAY)),
                    form("no code is to be had", (how, _) -> how.withoutCodes()),
                    form(
                            "the screening says ([A-Z_]+(?:, [A-Z_]+)*)",
                            (how, said) ->
                                    Arrays.stream(said.group(1).split(", ", -1))
                                            .forEach(how::screening)),
                    form(
                            "the caller agreed to (recorded|transcript-only|minutes-only)",
                            (how, said) -> how.consent(consent(said.group(1)))),
                    form("no callback time is free", (how, _) -> how.callbackTimes(List.of())),
                    form("callback times are taken", (how, _) -> how.takeCallbackTimes()),
                    form(
                            "callback times are ([-0-9:, ]+)",
                            (how, said) ->
                                    how.callbackTimes(
                                            Arrays.stream(said.group(1).split(", ", -1))
                                                    .map(HousePhrases::time)
                                                    .toList())),
                    form(
                            "the hook(?: " + NAME + ")? answers (?:200 )?(\\{.*\\})",
                            (how, said) -> how.hook(hook(said), Optional.of(json(said.group(2))))),
                    form(
                            "the hook(?: " + NAME + ")? (?:does not answer|answers [345][0-9]{2})",
                            (how, said) -> how.hook(hook(said), Optional.empty())),
                    form("it is ([-0-9: ]+)", (how, said) -> how.now(time(said.group(1)))));

    private HousePhrases() {}

    /// @throws IllegalArgumentException when the phrase is about the house but cannot be
    static boolean apply(String phrase, Circumstances how) {
        for (var form : FORMS) {
            var said = form.form().matcher(phrase);
            if (said.matches()) {
                form.learn().accept(how, said);
                return true;
            }
        }
        return false;
    }

    /// `300 ms`, `20 s`, `4 m`.
    static Duration span(String text) {
        var parts = text.split(" ", 2);
        var number = Long.parseLong(parts[0]);
        return switch (parts[1]) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    static String inWords(LocalDateTime time) {
        return TIME.format(time);
    }

    /// `TRANSCRIPT_ONLY` as `transcript-only`.
    static String inWords(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Form form(String form, BiConsumer<Circumstances, MatchResult> learn) {
        return new Form(Pattern.compile(form), learn);
    }

    private static String states() {
        return String.join(
                "|",
                Arrays.stream(CaseInquiry.State.values())
                        .map(state -> inWords(state).replace('-', ' '))
                        .toList());
    }

    private static CaseInquiry.State state(String words) {
        return CaseInquiry.State.valueOf(constant(words));
    }

    private static Consent consent(String words) {
        return Consent.valueOf(constant(words));
    }

    private static String constant(String words) {
        return words.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    private static Facts.Opening opening(String words) {
        return switch (words) {
            case "open" -> Facts.Opening.OPEN;
            case "closed" -> Facts.Opening.CLOSED;
            default -> Facts.Opening.HOLIDAY;
        };
    }

    private static Outbound.Outcome target(String words) {
        return switch (words) {
            case "answers" -> Outbound.Outcome.TALKED;
            case "is busy" -> Outbound.Outcome.BUSY;
            case "does not answer" -> Outbound.Outcome.NO_ANSWER;
            default -> Outbound.Outcome.UNAVAILABLE;
        };
    }

    private static String hook(MatchResult said) {
        return said.group(1) == null ? "" : said.group(1);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    "'%s' is not JSON: %s".formatted(text, broken.getOriginalMessage()), broken);
        }
    }

    private static LocalDateTime time(String text) {
        try {
            return LocalDateTime.parse(text.strip(), TIME);
        } catch (DateTimeException broken) {
            throw new IllegalArgumentException(
                    "'%s' is no time such as 2026-11-23 09:00".formatted(text), broken);
        }
    }
}
