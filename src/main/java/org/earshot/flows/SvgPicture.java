package org.earshot.flows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.earshot.flows.Layering.Vertex;

/// A flow as SVG: steps from top to bottom in the order a caller comes to them, each way out a tab
/// at its step, colours by what a step is for. Each step is a group with its name in `data-step`,
/// so that a page can find it.
final class SvgPicture {

    private static final double MARGIN = 32;
    private static final double HEADER = 92;
    private static final double BETWEEN_LAYERS = 58;

    /// A loop at the right of the rightmost box.
    private static final double LOOP = 90;

    private final FlowGraph graph;
    private final SvgText svg;
    private final Map<String, Integer> numbers;
    private final List<SvgBox> boxes = new ArrayList<>();
    private final List<FlowGraph.Arrow> arrows;
    private final Layering layering;
    private final double[] top;
    private double width;
    private double height;

    private SvgPicture(FlowGraph graph, SvgText svg) {
        this.graph = graph;
        this.svg = svg;
        numbers = graph.numbers();
        for (var box : graph.boxes()) {
            boxes.add(new SvgBox(box, labelsOf(box.id())));
        }
        arrows = graph.arrows().stream().filter(arrow -> !arrow.from().equals(arrow.to())).toList();
        layering =
                new Layering(
                        boxes.stream().mapToDouble(box -> box.width).toArray(),
                        arrows.stream()
                                .map(arrow ->
                                        new Layering.Link(number(arrow.from()), number(arrow.to())))
                                .toList());
        Columns.set(layering.layers());
        top = new double[layering.layers().size()];
    }

    static String of(FlowGraph graph) {
        return new SvgPicture(graph, new SvgText(SvgText.STYLE)).draw();
    }

    static String plain(FlowGraph graph) {
        return new SvgPicture(graph, new SvgText("")).draw();
    }

    private List<String> labelsOf(String id) {
        return graph.arrows().stream()
                .filter(arrow -> arrow.from().equals(id))
                .map(FlowGraph.Arrow::label)
                .toList();
    }

    private int number(String id) {
        return Objects.requireNonNull(numbers.get(id));
    }

    private String draw() {
        placeBoxes();
        var ports = new Ports();
        svg.begin(width, height, "The call flow " + graph.flow().name());
        header();
        for (int link = 0; link < arrows.size(); link++) {
            svg.path(ports.path(link), arrows.get(link).astray(), layering.upwards(link));
        }
        loops();
        for (var box : boxes) {
            box.draw(svg, box.box().id().equals(graph.flow().start()));
        }
        for (int link = 0; link < arrows.size(); link++) {
            ports.tab(link);
        }
        return svg.end();
    }

    private void placeBoxes() {
        double y = MARGIN + HEADER;
        for (int layer = 0; layer < top.length; layer++) {
            top[layer] = y;
            double tallest = 0;
            for (var vertex : layering.layers().get(layer)) {
                width = Math.max(width, vertex.x + vertex.width / 2);
                if (!vertex.passes()) {
                    var box = boxes.get(vertex.node);
                    box.x = MARGIN + vertex.x;
                    box.y = y;
                    tallest = Math.max(tallest, box.height);
                }
            }
            y += tallest + BETWEEN_LAYERS;
        }
        boolean loops = graph.arrows().size() > arrows.size();
        width = Math.max(width + 2 * MARGIN + (loops ? LOOP : 0), 560);
        height = y - BETWEEN_LAYERS + MARGIN;
    }

    /// From steps to themselves.
    private void loops() {
        for (var arrow : graph.arrows()) {
            if (arrow.from().equals(arrow.to())) {
                var box = boxes.get(number(arrow.from()));
                svg.loop(box.x + box.width / 2, box.y, box.height, arrow.label());
            }
        }
    }

    private void header() {
        var flow = graph.flow();
        svg.beginHeader();
        svg.text(MARGIN, MARGIN + 12, "title", flow.name());
        svg.text(MARGIN, MARGIN + 32, "sub", graph.languages());
        double x = MARGIN;
        for (var family : graph.families()) {
            svg.swatch(x, MARGIN + 43, family);
            svg.text(x + 15, MARGIN + 52, "legend", family.title);
            x += 28 + SvgText.width(family.title, 11);
        }
        svg.endHeader();
    }

    /// Where arrows leave and reach boxes: side by side, in the order of where they come from or go
    /// to, so that they do not cross at once.
    private final class Ports {

        private static final double APART = 14;

        /// By box and side, then by the next vertex on the way (or the arrow, where each has a
        /// tab).
        private final Map<String, List<Port>> sides = new HashMap<>();

        private final List<List<double[]>> ways = new ArrayList<>();

        /// @param arrow -1 for where arrows arrive
        private record Port(int arrow, Vertex towards, double width, double[] x) {}

        Ports() {
            for (int link = 0; link < arrows.size(); link++) {
                var way = layering.way(link);
                boolean up = layering.upwards(link);
                add(way.getFirst(), up, link, way.get(1));
                add(way.getLast(), !up, -1, way.get(way.size() - 2));
            }
            sides.forEach((side, ports) -> {
                var box = boxes.get(Integer.parseInt(side.substring(1)));
                spread(ports, box.x);
            });
            for (int link = 0; link < arrows.size(); link++) {
                ways.add(way(link));
            }
        }

        private void add(Vertex at, boolean above, int link, Vertex towards) {
            var ports =
                    sides.computeIfAbsent((above ? "^" : "v") + at.node, _ -> new ArrayList<>());
            double wide = link < 0 ? APART : SvgBox.tabWidth(arrows.get(link).label());
            boolean there =
                    link < 0
                            && ports.stream()
                                    .anyMatch(
                                            port -> port.arrow() < 0 && port.towards() == towards);
            if (!there) {
                ports.add(new Port(link, towards, wide, new double[1]));
            }
        }

        private void spread(List<Port> ports, double middle) {
            ports.sort(Comparator.comparingDouble(port -> port.towards().x));
            double whole = -SvgBox.TAB_GAP;
            for (var port : ports) {
                whole += port.width() + SvgBox.TAB_GAP;
            }
            double x = middle - whole / 2;
            for (var port : ports) {
                port.x()[0] = x + port.width() / 2;
                x += port.width() + SvgBox.TAB_GAP;
            }
        }

        private double x(Vertex at, boolean above, int link, Vertex towards) {
            return Objects.requireNonNull(sides.get((above ? "^" : "v") + at.node)).stream()
                    .filter(port ->
                            port.arrow() == link && (link >= 0 || port.towards() == towards))
                    .findFirst()
                    .orElseThrow()
                    .x()[0];
        }

        /// The points an arrow passes, a straight piece through each layer.
        private List<double[]> way(int link) {
            var way = layering.way(link);
            boolean up = layering.upwards(link);
            var points = new ArrayList<double[]>();
            var from = boxes.get(way.getFirst().node);
            var to = boxes.get(way.getLast().node);
            double tab = arrows.get(link).labels().isEmpty() ? 0 : SvgBox.TAB_HEIGHT;
            double begin = up ? from.y - tab : from.y + from.height + tab;
            points.add(new double[] {x(way.getFirst(), up, link, way.get(1)), begin});
            for (var vertex : way.subList(1, way.size() - 1)) {
                double x = MARGIN + vertex.x;
                double high = top[vertex.layer];
                double low = high + tallest(vertex.layer);
                points.add(new double[] {x, up ? low : high});
                points.add(new double[] {x, up ? high : low});
            }
            double end = up ? to.below() + 2 : to.y - 2;
            points.add(new double[] {x(way.getLast(), !up, -1, way.get(way.size() - 2)), end});
            return points;
        }

        private double tallest(int layer) {
            return layering.layers().get(layer).stream()
                    .filter(vertex -> !vertex.passes())
                    .mapToDouble(vertex -> boxes.get(vertex.node).height)
                    .max()
                    .orElse(0);
        }

        List<double[]> path(int link) {
            return ways.get(link);
        }

        void tab(int link) {
            var arrow = arrows.get(link);
            if (!arrow.labels().isEmpty()) {
                var begin = ways.get(link).getFirst();
                double y = layering.upwards(link) ? begin[1] : begin[1] - SvgBox.TAB_HEIGHT;
                var family = boxes.get(number(arrow.from())).box().family();
                svg.tab(begin[0], y, arrow.label(), arrow.astray(), family);
            }
        }
    }
}
