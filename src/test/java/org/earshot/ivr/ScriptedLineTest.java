package org.earshot.ivr;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

class ScriptedLineTest extends LineContract {

    @Override
    protected Conversation ringing() {
        var lengths = new HashMap<Prompt, Duration>();
        return new Scripted(
                new ScriptedLine(prompt -> lengths.getOrDefault(prompt, Duration.ZERO)), lengths);
    }

    private record Scripted(ScriptedLine line, Map<Prompt, Duration> lengths)
            implements Conversation {

        @Override
        public Prompt prompt(String id, Duration length) {
            var prompt = new Prompt(id, Locale.ENGLISH, Path.of(id + ".wav"));
            lengths.put(prompt, length);
            return prompt;
        }

        @Override
        public Conversation waits(Duration time) {
            line.waits(time);
            return this;
        }

        @Override
        public Conversation presses(String keys) {
            line.presses(keys);
            return this;
        }

        @Override
        public Conversation speaks(Duration time) {
            line.speaks(time);
            return this;
        }

        @Override
        public Conversation says(String words) {
            line.says(words);
            return this;
        }

        @Override
        public boolean understands() {
            return true;
        }

        @Override
        public Conversation hangsUp() {
            line.hangsUp();
            return this;
        }

        @Override
        public void settle() {
            line.pass(Duration.ofSeconds(1));
        }

        @Override
        public Duration elapsed() {
            return line.elapsed();
        }

        @Override
        public List<String> heard() {
            return line.heard().stream().map(what -> what.replace("en/", "")).toList();
        }

        @Override
        public boolean endsWithin(Duration patience) {
            return line.endedBy().isPresent();
        }

        @Override
        public void close() {
            line.hangUp();
        }
    }
}
