package org.earshot.flows;

import org.earshot.ivr.Flow;
import org.earshot.ivr.PromptBook;

/// Draws a flow.
public final class FlowPicture {

    private FlowPicture() {}

    /// @param words shown in the boxes, in the flow's first language
    public static String svg(Flow flow, PromptBook words) {
        return SvgPicture.of(FlowGraph.of(flow, words));
    }

    /// A flowchart of [Mermaid](https://mermaid.js.org/).
    public static String mermaid(Flow flow, PromptBook words) {
        return MermaidPicture.of(FlowGraph.of(flow, words));
    }
}
