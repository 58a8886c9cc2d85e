package org.earshot.cases;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers reporters who ask with their query code.
final class StatusDesk {

    private static final Logger LOG = LoggerFactory.getLogger(StatusDesk.class);

    /// How long a question waits for its turn at Argon2; one turn takes about 50 ms.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CodeVault vault;
    private final QueryCodeRepository codes;
    private final CaseSettings settings;
    private final InstantSource clock;
    private final GuessLimiter limiter;
    private final AnswerPace pace;

    StatusDesk(
            CodeVault vault,
            QueryCodeRepository codes,
            CaseSettings settings,
            InstantSource clock) {
        this.vault = vault;
        this.codes = codes;
        this.settings = settings;
        this.clock = clock;
        this.limiter = new GuessLimiter(settings.guesses(), clock);
        this.pace = new AnswerPace(settings.answerBeat());
    }

    /// For the web.
    StatusAnswer ask(String typed, String source) {
        return ask(typed, source, code -> vault.lookup(code, PATIENCE));
    }

    /// For a call: waits its turn at Argon2.
    StatusAnswer askByPhone(String typed, String source) {
        return ask(typed, source, code -> Optional.of(vault.lookup(code)));
    }

    private StatusAnswer ask(
            String typed, String source, Function<QueryCode, Optional<byte[]>> hash) {
        var code = QueryCode.read(typed, settings.codeDigits());
        if (code.isEmpty()) {
            return new StatusAnswer
                    .NotFound(); // a slip: costs no try, for it teaches a guesser nothing
        }
        var wait = limiter.admit(source);
        if (wait.isPresent()) {
            LOG.info("A question about a query code was refused for {}", wait.get());
            return new StatusAnswer.TryLater(wait.get());
        }
        boolean wrong = false;
        try {
            var answer = pace.keep(() -> lookUp(hash.apply(code.get())));
            wrong = answer instanceof StatusAnswer.NotFound;
            return answer;
        } finally {
            if (!wrong) {
                limiter.giveBack(
                        source); // right, or never looked at because we were busy or broken
            }
        }
    }

    /// Wrong, expired and good codes take the same way, and leave on the same beat.
    private StatusAnswer lookUp(Optional<byte[]> lookup) {
        if (lookup.isEmpty()) {
            return new StatusAnswer.TryLater(PATIENCE);
        }
        return codes.find(lookup.get())
                .filter(found -> clock.instant().isBefore(found.expiresAt()))
                .<StatusAnswer>map(
                        found -> new StatusAnswer.Found(found.state().toldAs(), found.caseId()))
                .orElse(new StatusAnswer.NotFound());
    }
}
