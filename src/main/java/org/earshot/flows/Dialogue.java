package org.earshot.flows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.earshot.ivr.IvrRefused;
import org.earshot.ivr.Problem;

/// A paragraph of a `.dialogues` file: what one caller of a flow does and hears, how the house is,
/// and what must come of it. `ivr-flows/README.md` lists the phrases.
///
/// @param flow the flow's name: the file's, without its ending
/// @param line of the title
/// @param live whether it is lived through on a real line too
public record Dialogue(String flow, String file, int line, String title, boolean live, Body body) {

    private static final String ENDING = ".dialogues";
    private static final String LIVE = "(live)";

    /// The phrases, by their sort.
    record Body(List<Phrase.Act> acts, List<String> settings, List<String> outcome) {

        static Body of(List<Phrase> phrases) {
            return new Body(
                    of(phrases, Phrase.Act.class),
                    of(phrases, Phrase.Setting.class).stream().map(Phrase.Setting::text).toList(),
                    of(phrases, Phrase.Outcome.class).stream().map(Phrase.Outcome::text).toList());
        }

        private static <P extends Phrase> List<P> of(List<Phrase> phrases, Class<P> sort) {
            return phrases.stream().filter(sort::isInstance).map(sort::cast).toList();
        }
    }

    /// @throws IvrRefused with every phrase that is none
    public static List<Dialogue> read(Path file) throws IvrRefused {
        var name = String.valueOf(file.getFileName());
        try {
            return new Reader(name).read(Files.readAllLines(file));
        } catch (NoSuchFileException missing) {
            throw refused(name, "there is no such file; correct the name of the dialogues.");
        } catch (IOException e) {
            throw refused(name, "the file cannot be read: " + e.getMessage() + ".");
        }
    }

    private static IvrRefused refused(String name, String sentence) {
        return new IvrRefused("the dialogues " + name, List.of(new Problem(name, 0, sentence)));
    }

    /// What the caller does, in order.
    public List<Phrase.Act> acts() {
        return body.acts();
    }

    /// How the house is to be, when it is lived through on a real line.
    public LiveHouse house() {
        return LiveHouse.of(body.settings());
    }

    /// What must come of it, phrase by phrase.
    public List<String> outcome() {
        return body.outcome();
    }

    @Override
    public String toString() {
        return title;
    }

    /// Line by line, so that a complaint can name the line.
    private static final class Reader {

        private final String file;
        private final List<Dialogue> dialogues = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final List<Phrase> phrases = new ArrayList<>();
        private String title = "";
        private int titleLine;

        Reader(String file) {
            this.file = file;
        }

        List<Dialogue> read(List<String> lines) throws IvrRefused {
            for (int i = 0; i < lines.size(); i++) {
                take(lines.get(i).strip(), i + 1);
            }
            close();
            if (!problems.isEmpty()) {
                throw new IvrRefused("the dialogues " + file, problems);
            }
            return List.copyOf(dialogues);
        }

        private void take(String text, int line) {
            if (text.startsWith("#")) {
                return;
            }
            if (text.isEmpty()) {
                close();
            } else if (title.isEmpty()) {
                title = text;
                titleLine = line;
                if (!text.endsWith(":")) {
                    complain(line, "the title '%s' does not end in ':'.".formatted(text));
                }
            } else {
                for (var phrase : text.split("·", -1)) {
                    phrase(phrase.strip(), line);
                }
            }
        }

        private void phrase(String text, int line) {
            if (text.isEmpty()) {
                return; // a line may end, or begin, with a separator
            }
            try {
                Phrase.of(text)
                        .ifPresentOrElse(
                                phrases::add,
                                () ->
                                        complain(
                                                line,
                                                "'%s' is no phrase of dialogues; ivr-flows/README.md lists them."
                                                        .formatted(text)));
            } catch (IllegalArgumentException broken) {
                complain(line, "the phrase '%s': %s.".formatted(text, broken.getMessage()));
            }
        }

        private void close() {
            if (title.isEmpty()) {
                return;
            }
            var words = title.replaceFirst(":$", "").strip();
            var live = words.endsWith(LIVE);
            var body = Body.of(phrases);
            if (live) {
                LiveHouse.hindrance(body)
                        .ifPresent(why ->
                                complain(
                                        titleLine,
                                        "this dialogue cannot be live, %s; take out (live)."
                                                .formatted(why)));
            }
            dialogues.add(
                    new Dialogue(
                            file.substring(
                                    0,
                                    file.length() - (file.endsWith(ENDING) ? ENDING.length() : 0)),
                            file,
                            titleLine,
                            words.replace(LIVE, "").strip(),
                            live,
                            body));
            phrases.clear();
            title = "";
        }

        private void complain(int line, String sentence) {
            problems.add(new Problem(file, line, sentence));
        }
    }
}
