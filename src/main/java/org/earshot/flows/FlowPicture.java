package org.earshot.flows;

import java.util.Locale;
import org.earshot.ivr.Flow;
import org.earshot.ivr.PromptBook;

/// Draws a flow.
public final class FlowPicture {

    private FlowPicture() {}

    /// @param words shown in the boxes, in the flow's first language
    public static String svg(Flow flow, PromptBook words) {
        return SvgPicture.of(FlowGraph.of(flow, words));
    }

    /// The same for a page, which has a style of its own and forbids any other.
    ///
    /// @param language of the words in the boxes, if it is one of the flow's
    public static String plainSvg(Flow flow, PromptBook words, Locale language) {
        var shown = flow.languages().contains(language) ? language : flow.languages().getFirst();
        return SvgPicture.plain(FlowGraph.of(flow, words, shown));
    }

    /// A flowchart of [Mermaid](https://mermaid.js.org/).
    public static String mermaid(Flow flow, PromptBook words) {
        return MermaidPicture.of(FlowGraph.of(flow, words));
    }
}
