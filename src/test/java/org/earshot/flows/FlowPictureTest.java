package org.earshot.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.earshot.ivr.Flow;
import org.earshot.ivr.IvrRefused;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

@DisplayName("The picture of a flow")
class FlowPictureTest {

    static Stream<Flow> flows() throws IvrRefused {
        return Shipped.flows().flows().values().stream();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void shows_each_step_once_and_no_box_over_another(Flow flow) throws Exception {
        var svg = parse(FlowPicture.svg(flow, Shipped.flows().prompts()));

        var steps = new HashSet<String>();
        var boxes = new java.util.ArrayList<double[]>();
        var groups = svg.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            var group = (Element) groups.item(i);
            if (group.getAttribute("class").equals("step")) {
                steps.add(group.getAttribute("data-step"));
                boxes.add(box((Element) group.getElementsByTagName("rect").item(0)));
            }
        }
        assertThat(steps).containsAll(flow.steps().keySet());
        assertThat(boxes).hasSize(steps.size());
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = i + 1; j < boxes.size(); j++) {
                assertThat(overlap(boxes.get(i), boxes.get(j))).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("flows")
    void as_mermaid_has_a_line_for_each_step_and_arrow(Flow flow) throws Exception {
        var graph = FlowGraph.of(flow, Shipped.flows().prompts());

        var text = FlowPicture.mermaid(flow, Shipped.flows().prompts());

        assertThat(text).startsWith("flowchart TD\n");
        assertThat(text.lines().filter(line -> line.contains(":::"))).hasSize(graph.boxes().size());
        assertThat(text.lines().filter(line -> line.contains("->"))).hasSize(graph.arrows().size());
    }

    static Stream<Random> seeds() {
        return IntStream.range(0, 40).mapToObj(Random::new);
    }

    /// Any graph, with circles and without.
    @ParameterizedTest
    @MethodSource("seeds")
    void puts_whatever_there_is_on_layers_side_by_side(Random random) {
        int nodes = 1 + random.nextInt(30);
        var widths = random.doubles(nodes, 40, 300).toArray();
        var links =
                IntStream.range(0, random.nextInt(3 * nodes))
                        .mapToObj(_ ->
                                new Layering.Link(random.nextInt(nodes), random.nextInt(nodes)))
                        .filter(link -> link.from() != link.to())
                        .distinct()
                        .toList();

        var layering = new Layering(widths, links);
        Columns.set(layering.layers());

        for (int link = 0; link < links.size(); link++) {
            var way = layering.way(link);
            assertThat(way.getFirst().node).isEqualTo(links.get(link).from());
            assertThat(way.getLast().node).isEqualTo(links.get(link).to());
            int step = layering.upwards(link) ? -1 : 1;
            for (int i = 1; i < way.size(); i++) {
                assertThat(way.get(i).layer - way.get(i - 1).layer).isEqualTo(step);
            }
        }
        layering.layers().forEach(FlowPictureTest::assertSideBySide);
    }

    private static void assertSideBySide(List<Layering.Vertex> layer) {
        for (int i = 1; i < layer.size(); i++) {
            var left = layer.get(i - 1);
            var right = layer.get(i);
            assertThat(right.x - right.width / 2).isGreaterThan(left.x + left.width / 2);
        }
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static double[] box(Element rect) {
        return Stream.of("x", "y", "width", "height")
                .mapToDouble(name -> Double.parseDouble(rect.getAttribute(name)))
                .toArray();
    }

    private static boolean overlap(double[] a, double[] b) {
        return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];
    }
}
