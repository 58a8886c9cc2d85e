package org.earshot.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earshot.audio.Sound;
import org.earshot.audio.Wav;
import org.earshot.caller.CallRefused;
import org.earshot.caller.CallerSettings;
import org.earshot.caller.Ear;
import org.earshot.caller.HeardPrompt;
import org.earshot.caller.NotHeard;
import org.earshot.caller.OutgoingCall;
import org.earshot.caller.SimulatedCaller;
import org.earshot.calls.Beep;
import org.earshot.ivr.Prompts;
import org.earshot.telephony.Dtmf;

/// A reporter on the telephone: chooses a language, speaks after the tone, writes the code down by
/// ear and keys it back. Knows nothing but what comes through the line.
final class DemoCaller {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String LAST_PROMPT_BEFORE_TONE = "speak-now";
    private static final String DIGIT = "digit-";
    private static final String CONFIRMED = "confirmed";

    /// The answer to what is asked after a report that sounds like an emergency; nobody else is
    /// asked, and no key is lost or missing then.
    private static final String NOBODY_IN_DANGER = "2";

    /// Reserved for fiction. Nothing behind the shield must ever hold it.
    static final String NUMBER = "+12025550143";

    /// Beside the digits; nothing else is needed, and fewer words are heard faster.
    private static final Set<String> LISTENED_FOR =
            Set.of(LAST_PROMPT_BEFORE_TONE, "code-follows", "code-again", "key-code", CONFIRMED);

    private final InetSocketAddress pbx;
    private final Ear ear;
    private final InstantSource clock;

    /// What the caller did and heard.
    ///
    /// @param queryCode the digits as heard; fewer than expected when the read-out was not
    ///   understood
    /// @param hungUpAt when the caller knew that the call was over
    record Told(
            String queryCode,
            Duration inviteToAnswer,
            Duration inviteToFirstAudio,
            Duration length,
            Instant hungUpAt) {}

    /// @param keys pressed until the tone
    /// @param digits how many digits a query code has
    record Script(Sound voice, String keys, int digits) {}

    DemoCaller(InetSocketAddress pbx, Prompts prompts, Locale language, InstantSource clock)
            throws IOException {
        this.pbx = pbx;
        this.ear = new Ear(vocabulary(prompts, language));
        this.clock = clock;
    }

    /// Makes the call and returns when it is over.
    ///
    /// @throws Complaint when nobody answers, or what comes is not what the flow should say
    Told call(Script script) throws IOException, InterruptedException {
        var settings = new CallerSettings(pbx, InetAddress.getLoopbackAddress()).withNumber(NUMBER);
        try (var caller = new SimulatedCaller(settings);
                var call = caller.dial("hotline")) {
            Instant answered = clock.instant();
            report(call, script);
            String code = writeDown(call, script.digits());
            press(call, code);
            call.awaitPrompt(ear, CONFIRMED, PATIENCE);
            Instant over = clock.instant();
            call.hangUp();
            return new Told(
                    code,
                    call.inviteToAnswer(),
                    call.inviteToFirstAudio(),
                    Duration.between(answered, over),
                    over);
        } catch (CallRefused refused) {
            throw new Complaint("The simulated caller was refused: " + refused.getMessage());
        } catch (NotHeard silence) {
            throw new Complaint(
                    "The simulated caller did not hear what it waited for ("
                            + silence.getMessage()
                            + "); it knows the shipped flow and prompts only. See log/core.log.");
        }
    }

    /// Says its report and hangs up in the middle of the farewell, as people do.
    ///
    /// @return when it hung up
    Instant reportAndHangUp(Script script)
            throws IOException, InterruptedException, CallRefused, NotHeard {
        var settings = new CallerSettings(pbx, InetAddress.getLoopbackAddress()).withNumber(NUMBER);
        try (var caller = new SimulatedCaller(settings);
                var call = caller.dial("hotline")) {
            report(call, script);
            Instant bye = clock.instant();
            call.hangUp();
            return bye;
        }
    }

    private void report(OutgoingCall call, Script script) throws NotHeard, InterruptedException {
        call.awaitFirstAudio(PATIENCE);
        press(call, script.keys());
        call.awaitPrompt(ear, LAST_PROMPT_BEFORE_TONE, PATIENCE);
        call.awaitTone(Beep.HZ, PATIENCE);
        call.speak(script.voice());
        press(call, "#" + NOBODY_IN_DANGER);
    }

    private static void press(OutgoingCall call, String keys) throws InterruptedException {
        call.press(keys.chars().mapToObj(key -> new Dtmf((char) key)).toArray(Dtmf[]::new));
    }

    /// The code is read more than once; a reading in which a digit was not understood is no code.
    private String writeDown(OutgoingCall call, int digits) throws NotHeard, InterruptedException {
        return reading(
                        call.awaitPrompts(
                                ear, heard -> reading(heard, digits).isPresent(), PATIENCE),
                        digits)
                .orElseThrow();
    }

    private static Optional<String> reading(List<HeardPrompt> heard, int digits) {
        var readings = new ArrayList<StringBuilder>(List.of(new StringBuilder()));
        for (HeardPrompt prompt : heard) {
            if (prompt.id().startsWith(DIGIT)) {
                readings.getLast().append(prompt.id().substring(DIGIT.length()));
            } else {
                readings.add(new StringBuilder()); // other words begin a new reading
            }
        }
        return readings.stream()
                .map(StringBuilder::toString)
                .filter(reading -> reading.length() == digits)
                .findFirst();
    }

    private static Map<String, Sound> vocabulary(Prompts prompts, Locale language)
            throws IOException {
        Map<String, Sound> known = new HashMap<>();
        for (var prompt : prompts.in(language).entrySet()) {
            if (prompt.getKey().startsWith(DIGIT) || LISTENED_FOR.contains(prompt.getKey())) {
                known.put(prompt.getKey(), Wav.read(prompt.getValue()));
            }
        }
        return known;
    }
}
