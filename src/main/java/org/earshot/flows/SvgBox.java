package org.earshot.flows;

import java.util.List;

/// The box of one step.
final class SvgBox {

    static final double TAB_HEIGHT = 17;
    static final double TAB_GAP = 5;

    private static final int LONGEST_TAB = 54;
    private static final double LEAST_WIDTH = 170;
    private static final double TEXT_WIDTH = 206;
    private static final double PADDING = 14;

    final double width;
    final double height;

    /// Of its middle, and of its top.
    double x;

    double y;

    private final FlowGraph.Box box;
    private final List<String> words;
    private final boolean tabbed;

    /// @param labels of the ways out
    SvgBox(FlowGraph.Box box, List<String> labels) {
        this.box = box;
        tabbed = labels.stream().anyMatch(label -> !label.isEmpty());
        words = SvgText.wrap(box.words(), TEXT_WIDTH, 11, 2);
        double tabs = -TAB_GAP;
        for (var label : labels) {
            tabs += tabWidth(label) + TAB_GAP;
        }
        double text = SvgText.width(name(), 13.5) * 1.06 + 16 + SvgText.width(box.kind(), 10.5);
        for (var line : words) {
            text = Math.max(text, SvgText.width(line, 11));
        }
        text = Math.max(text, SvgText.width(box.detail(), 11));
        width = Math.max(Math.max(LEAST_WIDTH, text + 2 * PADDING), tabs + 16);
        int lines = words.size() + (box.detail().isEmpty() || small() ? 0 : 1);
        height = small() ? 30 : 32 + lines * 15 + (lines > 0 ? 4 : 0);
    }

    /// Nothing but a key.
    private boolean small() {
        return box.id().equals(FlowGraph.ANY_TIME);
    }

    private String name() {
        return small() ? box.detail() : box.id();
    }

    /// The lower end, tabs included.
    double below() {
        return y + height + (tabbed ? TAB_HEIGHT : 0);
    }

    FlowGraph.Box box() {
        return box;
    }

    static double tabWidth(String label) {
        return label.isEmpty() ? 14 : SvgText.width(shortened(label), 10.5) + 14;
    }

    static String shortened(String label) {
        return label.length() <= LONGEST_TAB
                ? label
                : label.substring(0, LONGEST_TAB - 1).strip() + "…";
    }

    void draw(SvgText svg, boolean start) {
        double left = x - width / 2;
        svg.beginStep(box.id(), box.family());
        if (start) {
            svg.start(x, y);
        }
        svg.box(left, y, width, height, round());
        svg.text(left + PADDING, y + 20, "name", name());
        if (!small()) {
            svg.right(left + width - PADDING, y + 20, "kind", box.kind());
            double line = y + 36;
            if (!box.detail().isEmpty()) {
                svg.text(left + PADDING, line, "detail", box.detail());
                line += 15;
            }
            for (var text : words) {
                svg.text(left + PADDING, line, "words", text);
                line += 15;
            }
        }
        svg.endStep();
    }

    private double round() {
        return switch (box.kind()) {
            case "hangup", "return", "key" -> Math.min(height / 2, 18);
            default -> 7;
        };
    }
}
