package org.earshot.ivr;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.telephony.Dtmf;

/// One step of a flow, as written in `ivr-flows/*.yaml`.
///
/// Adding a step means: a record here, a schema `ivr-flows/schema/<name>.schema.json`, a case in
/// [FlowRunner] and in [StepReader]. The compiler names the last two, a test the schema.
public sealed interface Step {

    /// What a flow calls a kind of step.
    static String kind(Class<?> type) {
        if (type == Assign.class) {
            return "set";
        }
        if (type == Agree.class) {
            return "consent";
        }
        return type == AddNote.class ? "add-note" : type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    default String kind() {
        return kind(getClass());
    }

    /// While such a step runs, neither side of the call is recorded. (Those that ask for a code
    /// before they do something else see to it themselves.)
    default boolean sensitive() {
        return switch (this) {
            case Code _, Collect _ -> true;
            case Say _,
                    Menu _,
                    Report _,
                    Listen _,
                    Choose _,
                    Hours _,
                    Assign _,
                    Agree _,
                    Status _,
                    AddNote _,
                    Queue _,
                    Callback _,
                    Emergency _,
                    Survey _,
                    Transfer _,
                    Call _,
                    Return _,
                    Hook _,
                    Hangup _ ->
                    false;
        };
    }

    /// The keys that mean something of their own here, so that none of them leads to a person: all
    /// of them where digits are keyed or the caller is on the way to a person.
    default Set<Dtmf> ownKeys() {
        return switch (this) {
            case Menu menu -> menu.keys().keySet();
            case Listen listen -> listen.choices().keySet();
            case Agree agree -> agree.keys().keySet();
            case Report report -> report.limits().stopKeys();
            case AddNote note -> note.limits().stopKeys();
            case Survey survey -> survey.ownKeys();
            case Code _, Collect _, Queue _, Emergency _, Transfer _ -> Voice.ANY_KEY;
            case Say _,
                    Choose _,
                    Hours _,
                    Assign _,
                    Status _,
                    Callback _,
                    Call _,
                    Return _,
                    Hook _,
                    Hangup _ ->
                    Set.of();
        };
    }

    /// Plays prompts and goes on.
    ///
    /// @param bargeIn whether a key stops it, and is kept for the next step; else what it says must
    ///   be heard
    record Say(List<String> say, boolean bargeIn, String next) implements Step {
        public Say {
            say = List.copyOf(say);
        }
    }

    /// Plays prompts, waits for one key, and goes where that key leads; after `attempts` without a
    /// key it knows, it goes to `otherwise`. Any key stops the prompts.
    ///
    /// @param inEachLanguage whether the prompts are played once in every language of the flow
    /// @param silent where it leads when no key at all was pressed; empty: `otherwise`
    record Menu(
            List<String> say,
            boolean inEachLanguage,
            Map<Dtmf, Choice> keys,
            Asking asking,
            String otherwise,
            Optional<String> silent)
            implements Step {
        public Menu {
            say = List.copyOf(say);
            keys = Map.copyOf(keys);
        }

        boolean choosesLanguage() {
            return keys.values().stream().anyMatch(choice -> choice.language().isPresent());
        }
    }

    /// Where a key of a [Menu] leads, and the language spoken from there on.
    record Choice(String next, Optional<Locale> language) {}

    /// The caller keys digits into a variable; `#` ends them early.
    ///
    /// @param least fewer digits are not taken
    /// @param most with that many it goes on without `#`
    /// @param pause how long to wait for each further key
    record Collect(
            List<String> say,
            String into,
            int least,
            int most,
            Duration pause,
            Asking asking,
            String next,
            String otherwise)
            implements Step {
        public Collect {
            say = List.copyOf(say);
            requireAtLeastOne("least", least);
            requireAtLeastOne("most", most);
        }
    }

    /// Plays prompts, beeps, and lets the caller speak.
    ///
    /// @param interrupted played instead of `say` when the call is taken up again in this step
    record Report(List<String> say, List<String> interrupted, SpeechLimits limits, String next)
            implements Step {
        public Report {
            say = List.copyOf(say);
            interrupted = List.copyOf(interrupted);
        }
    }

    /// Opens the case and reads its code, digit by digit, a pause after each `group`, `times` times
    /// with `again` in between; then the caller keys it back. From the second reading on a digit
    /// key stops it: the caller keys the code already. After a wrong code it is read again.
    ///
    /// @param confirm its `attempts` are counted over the whole call
    /// @param next when the caller has keyed it right
    /// @param unconfirmed when it was not keyed, or too often wrong
    /// @param otherwise where to go when there is no code to be had
    record Code(
            List<String> say,
            List<String> again,
            int times,
            int group,
            CodeEntry confirm,
            String next,
            String unconfirmed,
            String otherwise)
            implements Step {
        public Code {
            say = List.copyOf(say);
            again = List.copyOf(again);
            requireAtLeastOne("times", times);
            requireAtLeastOne("group", group);
        }
    }

    /// Plays prompts, then waits for one of the caller's words or keys. Keys always work too: a
    /// recogniser may be away, and not everybody speaks aloud.
    ///
    /// @param choices by key
    record Listen(List<String> say, Map<Dtmf, Spoken> choices, Asking asking, String otherwise)
            implements Step {
        public Listen {
            say = List.copyOf(say);
            choices = Map.copyOf(choices);
        }
    }

    /// A choice of [Listen].
    ///
    /// @param words what may be said for it, in each language, as the recogniser writes it
    record Spoken(Map<Locale, List<String>> words, String next) {
        public Spoken {
            words = Map.copyOf(words);
        }
    }

    /// How a step asks.
    ///
    /// @param timeout how long to wait for the first key or word
    /// @param attempts how often in all
    /// @param invalid played after a key that means nothing here
    /// @param silence played after no key at all
    record Asking(Duration timeout, int attempts, List<String> invalid, List<String> silence) {
        public Asking {
            invalid = List.copyOf(invalid);
            silence = List.copyOf(silence);
            requireAtLeastOne("attempts", attempts);
        }
    }

    /// Goes where the first condition that holds leads.
    record Choose(List<Case> cases, String otherwise) implements Step {
        public Choose {
            cases = List.copyOf(cases);
        }
    }

    /// A line of [Choose].
    record Case(Condition when, String next) {}

    /// Whether the office is open, by a calendar with holidays and make-up working days.
    record Hours(String calendar, String open, String closed, Optional<String> holiday)
            implements Step {}

    /// Sets variables, how fast prompts are spoken, the language.
    record Assign(
            Map<String, String> values, Optional<Pace> pace, Optional<Locale> language, String next)
            implements Step {
        public Assign {
            values = Map.copyOf(values);
        }
    }

    /// Asks how the caller's words may be kept. Before it nothing is kept; `otherwise` is for who
    /// has no keypad or says nothing.
    record Agree(List<String> say, Map<Dtmf, Agreed> keys, Asking asking, Agreed otherwise)
            implements Step {
        public Agree {
            say = List.copyOf(say);
            keys = Map.copyOf(keys);
        }
    }

    /// What was agreed in [Agree], and where it leads.
    record Agreed(Consent consent, String next) {}

    /// How a query code is keyed.
    ///
    /// @param timeout how long to wait for the first key
    /// @param pause how long to wait for each further key
    record CodeEntry(
            List<String> say, Duration timeout, Duration pause, int attempts, List<String> wrong) {
        public CodeEntry {
            say = List.copyOf(say);
            wrong = List.copyOf(wrong);
            requireAtLeastOne("attempts", attempts);
        }
    }

    /// Tells the state of a case, by its query code.
    ///
    /// @param enter empty when the case is known: it was looked up before, or we called for it
    /// @param otherwise for who has no right code
    /// @param unavailable when it cannot be looked up now
    record Status(Optional<CodeEntry> enter, String next, String otherwise, String unavailable)
            implements Step {}

    /// Takes a spoken addition to an existing case.
    ///
    /// @param enter empty when a `status` step has looked the case up
    record AddNote(
            Optional<CodeEntry> enter,
            List<String> say,
            List<String> interrupted,
            SpeechLimits limits,
            String next,
            String otherwise,
            String unavailable)
            implements Step {
        public AddNote {
            say = List.copyOf(say);
            interrupted = List.copyOf(interrupted);
        }
    }

    /// Waits for an agent: tells the position and an honest estimate every so often, and may offer
    /// to call back.
    ///
    /// @param every how often the caller is told
    /// @param longest after which it goes to `otherwise`
    /// @param next after the talk with the agent
    record Queue(
            String queue,
            List<String> say,
            Duration every,
            Optional<Offer> callback,
            Duration longest,
            String next,
            String otherwise)
            implements Step {
        public Queue {
            say = List.copyOf(say);
        }
    }

    /// Offered to who waits in a [Queue].
    ///
    /// @param after not before that long a wait
    record Offer(Dtmf key, List<String> say, Duration after, String next) {
        public Offer {
            say = List.copyOf(say);
        }
    }

    /// Offers times at which we call back, and books one: keys 1 to `offered`.
    record Callback(
            List<String> say,
            String calendar,
            int offered,
            Asking asking,
            String next,
            String otherwise)
            implements Step {
        public Callback {
            say = List.copyOf(say);
        }
    }

    /// Hands the caller over at once; the case is marked an emergency.
    ///
    /// @param target a name in the settings
    /// @param otherwise when nobody there takes the call
    record Emergency(List<String> say, String target, Duration ring, String next, String otherwise)
            implements Step {
        public Emergency {
            say = List.copyOf(say);
        }
    }

    /// Asks questions, an answer a key, and then perhaps for a word in the caller's own voice.
    record Survey(String survey, List<Question> questions, Optional<Comment> comment, String next)
            implements Step {
        public Survey {
            questions = List.copyOf(questions);
        }

        /// Of all its questions.
        @Override
        public Set<Dtmf> ownKeys() {
            var keys = new HashSet<Dtmf>();
            questions.forEach(question -> keys.addAll(question.keys()));
            comment.ifPresent(words -> keys.addAll(words.limits().stopKeys()));
            return keys;
        }
    }

    /// A question of a [Survey]; one without an answer is left out.
    record Question(String id, List<String> say, Set<Dtmf> keys, Asking asking) {
        public Question {
            say = List.copyOf(say);
            keys = Set.copyOf(keys);
        }
    }

    /// A spoken answer of a [Survey].
    record Comment(List<String> say, SpeechLimits limits) {
        public Comment {
            say = List.copyOf(say);
        }
    }

    /// Connects the caller with somebody else.
    ///
    /// @param target a name in the settings: a flow never holds a number
    /// @param next after their talk
    record Transfer(List<String> say, String target, Duration ring, String next, String otherwise)
            implements Step {
        public Transfer {
            say = List.copyOf(say);
        }
    }

    /// Runs another flow; when that comes to a [Return], goes on with `next`.
    record Call(String flow, String next) implements Step {}

    /// The end of a flow that another one called; of the first flow, the end of the call.
    record Return() implements Step {}

    /// Asks another system over HTTP.
    ///
    /// @param hook a name in the settings: a flow never holds an address
    /// @param send variables that go out
    /// @param into variables that come back, by the JSON pointer of the answer
    /// @param otherwise on a timeout, a refusal, or an answer without what is asked
    record Hook(
            String hook,
            List<String> send,
            Map<String, String> into,
            Duration timeout,
            List<String> meanwhile,
            String next,
            String otherwise)
            implements Step {
        public Hook {
            send = List.copyOf(send);
            into = Map.copyOf(into);
            meanwhile = List.copyOf(meanwhile);
        }
    }

    /// Plays prompts and ends the call.
    record Hangup(List<String> say) implements Step {
        public Hangup {
            say = List.copyOf(say);
        }
    }

    private static void requireAtLeastOne(String key, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, got " + value);
        }
    }
}
