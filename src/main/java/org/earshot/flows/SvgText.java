package org.earshot.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes SVG: the elements a picture of a flow is made of.
final class SvgText {

    static final String STYLE =
            """
            text { font-family: "Noto Sans", "DejaVu Sans", "Noto Sans CJK SC", Helvetica, Arial, sans-serif; fill: #1e293b; }
            .title { font-size: 19px; font-weight: 600; }
            .sub { font-size: 12px; fill: #64748b; }
            .legend { font-size: 11px; fill: #475569; }
            .name { font-size: 13.5px; font-weight: 600; }
            .kind { font-size: 10.5px; fill: #64748b; text-anchor: end; }
            .detail { font-size: 11px; fill: #334155; }
            .words { font-size: 11px; fill: #475569; font-style: italic; }
            .tab { font-size: 10.5px; text-anchor: middle; }
            .way { fill: none; stroke: #64748b; stroke-width: 1.4; marker-end: url(#tip); }
            .astray { stroke: #94a3b8; stroke-dasharray: 5 4; }
            .back { stroke: #b45309; }
            """;

    private final StringBuilder svg = new StringBuilder();
    private final String style;

    /// @param style empty when whoever shows the picture has one
    SvgText(String style) {
        this.style = style;
    }

    void begin(double width, double height, String title) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\""
                                + " width=\"%.0f\" height=\"%.0f\" role=\"img\">\n",
                        width,
                        height,
                        width,
                        height));
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        if (!style.isEmpty()) {
            svg.append("<style>\n").append(style).append("</style>\n");
        }
        svg.append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\"");
        svg.append(" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\">");
        svg.append(
                "<path class=\"tip\" d=\"M0 0.6 L7.6 4 L0 7.4 z\" fill=\"#64748b\"/></marker></defs>\n");
        svg.append("<rect class=\"paper\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    }

    String end() {
        return svg.append("</svg>\n").toString();
    }

    void beginStep(String id, FlowGraph.Family family) {
        svg.append(
                "<g class=\"step\" data-step=\"%s\" data-family=\"%s\" fill=\"%s\" stroke=\"%s\">\n"
                        .formatted(escaped(id.strip()), family.id(), family.fill, family.line));
    }

    void endStep() {
        svg.append("</g>\n");
    }

    /// What is about the picture, not in it: a page has its own.
    void beginHeader() {
        svg.append("<g class=\"header\">\n");
    }

    void endHeader() {
        svg.append("</g>\n");
    }

    /// Takes the colours of the group around it.
    void box(double x, double y, double width, double height, double round) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\""
                                + " stroke-width=\"1.3\"/>\n",
                        x,
                        y,
                        width,
                        height,
                        round));
    }

    /// Where the call comes in.
    void start(double x, double y) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<circle class=\"start\" cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"#1e293b\""
                                + " stroke=\"none\"/><path d=\"M%.1f %.1f V%.1f\" class=\"way\"/>\n",
                        x,
                        y - 26,
                        x,
                        y - 20,
                        y - 2));
    }

    void text(double x, double y, String style, String text) {
        svg.append(
                        String.format(
                                Locale.ROOT,
                                "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\" stroke=\"none\">",
                                x,
                                y,
                                style))
                .append(escaped(text))
                .append("</text>\n");
    }

    /// Ends at `x`.
    void right(double x, double y, String style, String text) {
        text(x, y, style, text);
    }

    void swatch(double x, double y, FlowGraph.Family family) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"10\" height=\"10\" rx=\"2\""
                                + " fill=\"%s\" stroke=\"%s\"/>\n",
                        x,
                        y,
                        family.fill,
                        family.line));
    }

    void tab(double x, double y, String label, boolean astray, FlowGraph.Family family) {
        double width = SvgBox.tabWidth(label);
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<g class=\"out\" data-family=\"%s\"><title>%s</title><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\""
                                + " height=\"%.1f\" rx=\"4\" fill=\"#ffffff\" stroke=\"%s\""
                                + " stroke-width=\"0.9\"%s/>",
                        family.id(),
                        escaped(label),
                        x - width / 2,
                        y,
                        width,
                        SvgBox.TAB_HEIGHT,
                        family.line,
                        astray ? " stroke-dasharray=\"3 2\"" : ""));
        text(x, y + 12.2, "tab", SvgBox.shortened(label));
        svg.append("</g>\n");
    }

    /// Through points in pairs: straight inside a layer, bent between two.
    void path(List<double[]> points, boolean astray, boolean back) {
        var path = new StringBuilder();
        var at = points.getFirst();
        path.append(String.format(Locale.ROOT, "M%.1f %.1f", at[0], at[1]));
        for (int i = 1; i < points.size(); i++) {
            var to = points.get(i);
            boolean between = i % 2 == 1;
            if (between) {
                double middle = (at[1] + to[1]) / 2;
                path.append(
                        String.format(
                                Locale.ROOT,
                                " C%.1f %.1f %.1f %.1f %.1f %.1f",
                                at[0],
                                middle,
                                to[0],
                                middle,
                                to[0],
                                to[1]));
            } else {
                path.append(String.format(Locale.ROOT, " L%.1f %.1f", to[0], to[1]));
            }
            at = to;
        }
        svg.append(
                "<path class=\"way%s%s\" d=\"%s\"/>\n"
                        .formatted(astray ? " astray" : "", back ? " back" : "", path));
    }

    /// From the right side of a box back to it.
    void loop(double x, double y, double height, String label) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<path class=\"way\" d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\"/>\n",
                        x,
                        y + 8,
                        x + 30,
                        y,
                        x + 30,
                        y + height,
                        x + 2,
                        y + height - 8));
        text(x + 26, y + height / 2 + 4, "legend", SvgBox.shortened(label));
    }

    /// About as wide as a browser sets it: no font is at hand, and the picture must not hang on
    /// one.
    static double width(String text, double size) {
        return text.codePoints().mapToDouble(SvgText::width).sum() * size;
    }

    private static double width(int c) {
        if (c >= 0x1100) {
            return c >= 0x2000 && c < 0x2e80 ? 0.7 : 1.0; // punctuation, else ideographs and Hangul
        }
        if ("iIjl.,:;'|!()[] ".indexOf(c) >= 0) {
            return 0.34;
        }
        if ("mwMW@%".indexOf(c) >= 0) {
            return 0.9;
        }
        return Character.isUpperCase(c) || Character.isDigit(c) ? 0.66 : 0.59;
    }

    /// @param most lines; the last ends in `…` when there is more
    static List<String> wrap(String text, double width, double size, int most) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : words(text)) {
            if (!line.isEmpty() && width(line + word, size) > width) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(word);
        }
        if (!line.toString().isBlank()) {
            lines.add(line.toString().strip());
        }
        if (lines.size() <= most) {
            return lines;
        }
        var last = lines.get(most - 1);
        var shown = new ArrayList<>(lines.subList(0, most - 1));
        shown.add(last.replaceFirst("[ ,.;]+$", "") + " …");
        return shown;
    }

    /// Pieces between which a line may end: words with the space behind, single ideographs.
    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    word.appendCodePoint(c);
                    if (c == ' ' || c >= 0x2e80 && c < 0xac00) {
                        words.add(word.toString());
                        word.setLength(0);
                    }
                });
        words.add(word.toString());
        return words;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
