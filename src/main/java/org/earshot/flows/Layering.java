package org.earshot.flows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Puts a graph on layers, so that arrows lead downwards, and orders each layer so that few of them
/// cross. After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
/// structures" (1981): circles are cut by turning arrows around, long arrows are led through a
/// [Vertex] without a node on each layer between. Arrows to the same node share these: what is to
/// be told about an arrow stands at its begin.
final class Layering {

    private static final int SWEEPS = 24;

    /// How wide a place for an arrow is.
    private static final double LANE = 18;

    private final int nodes;
    private final List<Link> links;
    private final boolean[] upwards;
    private final int[] layerOf;
    private final List<List<Vertex>> layers = new ArrayList<>();
    private final List<List<Vertex>> ways = new ArrayList<>();
    private final Vertex[] vertices;

    /// An arrow between two nodes, by their numbers. None leads from a node to itself.
    record Link(int from, int to) {}

    /// A place on a layer: of a node, or of arrows that pass.
    static final class Vertex {
        final int node;
        final int layer;
        final double width;
        final List<Vertex> above = new ArrayList<>();
        final List<Vertex> below = new ArrayList<>();
        int order;
        double x;

        Vertex(int node, int layer, double width) {
            this.node = node;
            this.layer = layer;
            this.width = width;
        }

        boolean passes() {
            return node < 0;
        }
    }

    /// @param widths of the nodes; they are to be met in this order, the first on top
    Layering(double[] widths, List<Link> links) {
        nodes = widths.length;
        this.links = links;
        upwards = new boolean[links.size()];
        layerOf = new int[nodes];
        vertices = new Vertex[nodes];
        cutCircles();
        layer();
        place(widths);
        lead();
        new Crossings(layers).reduce(SWEEPS);
    }

    /// From top to bottom, each from left to right.
    List<List<Vertex>> layers() {
        return layers;
    }

    Vertex vertex(int node) {
        return vertices[node];
    }

    /// The places an arrow passes, from its begin to its end, both included.
    List<Vertex> way(int link) {
        return upwards[link] ? ways.get(link).reversed() : ways.get(link);
    }

    boolean upwards(int link) {
        return upwards[link];
    }

    private void cutCircles() {
        var state = new int[nodes]; // 0 new, 1 on the way here, 2 done
        for (int node = 0; node < nodes; node++) {
            if (state[node] == 0) {
                cutCircles(node, state);
            }
        }
    }

    private void cutCircles(int node, int[] state) {
        state[node] = 1;
        for (int link = 0; link < links.size(); link++) {
            if (links.get(link).from() == node) {
                int to = links.get(link).to();
                if (state[to] == 1) {
                    upwards[link] = true;
                } else if (state[to] == 0) {
                    cutCircles(to, state);
                }
            }
        }
        state[node] = 2;
    }

    private int upper(int link) {
        return upwards[link] ? links.get(link).to() : links.get(link).from();
    }

    private int lower(int link) {
        return upwards[link] ? links.get(link).from() : links.get(link).to();
    }

    /// As far up as its longest way from the top admits; what nothing leads to, as far down.
    private void layer() {
        for (boolean moved = true; moved; ) {
            moved = false;
            for (int link = 0; link < links.size(); link++) {
                int least = layerOf[upper(link)] + 1;
                if (layerOf[lower(link)] < least) {
                    layerOf[lower(link)] = least;
                    moved = true;
                }
            }
        }
        var below = new int[nodes];
        Arrays.fill(below, Integer.MAX_VALUE);
        var led = new boolean[nodes];
        for (int link = 0; link < links.size(); link++) {
            below[upper(link)] = Math.min(below[upper(link)], layerOf[lower(link)]);
            led[lower(link)] = true;
        }
        for (int node = 1; node < nodes; node++) {
            if (!led[node] && below[node] < Integer.MAX_VALUE) {
                layerOf[node] = below[node] - 1;
            }
        }
    }

    private void place(double[] widths) {
        for (int layer = 0; layer <= Arrays.stream(layerOf).max().orElse(0); layer++) {
            layers.add(new ArrayList<>());
        }
        for (int node = 0; node < nodes; node++) {
            vertices[node] = new Vertex(node, layerOf[node], widths[node]);
            layers.get(layerOf[node]).add(vertices[node]);
        }
    }

    private void lead() {
        var lanes = new HashMap<String, Vertex>();
        for (int link = 0; link < links.size(); link++) {
            var way = new ArrayList<Vertex>();
            way.add(vertices[upper(link)]);
            for (int layer = layerOf[upper(link)] + 1; layer < layerOf[lower(link)]; layer++) {
                way.add(lane(lanes, links.get(link).to(), layer, upwards[link]));
            }
            way.add(vertices[lower(link)]);
            for (int i = 1; i < way.size(); i++) {
                if (!way.get(i).above.contains(way.get(i - 1))) {
                    way.get(i).above.add(way.get(i - 1));
                    way.get(i - 1).below.add(way.get(i));
                }
            }
            ways.add(way);
        }
    }

    private Vertex lane(Map<String, Vertex> lanes, int to, int layer, boolean up) {
        return lanes.computeIfAbsent(
                to + " " + layer + " " + up,
                _ -> {
                    var vertex = new Vertex(-1, layer, LANE);
                    layers.get(layer).add(vertex);
                    return vertex;
                });
    }

    /// Reorders layers, down and up by turns, by the middle of the neighbours, and keeps the best.
    private static final class Crossings {

        private final List<List<Vertex>> layers;

        Crossings(List<List<Vertex>> layers) {
            this.layers = layers;
        }

        void reduce(int sweeps) {
            number();
            var best = copy();
            long fewest = count();
            for (int sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
                sweep(sweep % 2 == 0);
                swapNeighbours();
                long crossings = count();
                if (crossings < fewest) {
                    fewest = crossings;
                    best = copy();
                }
            }
            for (int i = 0; i < layers.size(); i++) {
                layers.set(i, best.get(i));
            }
            number();
        }

        private List<List<Vertex>> copy() {
            var copy = new ArrayList<List<Vertex>>();
            layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
            return copy;
        }

        private void number() {
            layers.forEach(Crossings::number);
        }

        private static void number(List<Vertex> layer) {
            for (int i = 0; i < layer.size(); i++) {
                layer.get(i).order = i;
            }
        }

        private void sweep(boolean down) {
            for (int i = 1; i < layers.size(); i++) {
                var layer = layers.get(down ? i : layers.size() - 1 - i);
                var middle = new HashMap<Vertex, Double>();
                layer.forEach(vertex -> middle.put(vertex, middle(vertex, down)));
                layer.sort(
                        Comparator.comparingDouble(
                                vertex -> Objects.requireNonNull(middle.get(vertex))));
                number(layer);
            }
        }

        private static double middle(Vertex vertex, boolean down) {
            return (down ? vertex.above : vertex.below)
                    .stream().mapToInt(neighbour -> neighbour.order).average().orElse(vertex.order);
        }

        private void swapNeighbours() {
            for (boolean better = true; better; ) {
                better = false;
                for (var layer : layers) {
                    for (int i = 0; i + 1 < layer.size(); i++) {
                        better |= swapIfBetter(layer, i);
                    }
                }
            }
        }

        private static boolean swapIfBetter(List<Vertex> layer, int i) {
            var left = layer.get(i);
            var right = layer.get(i + 1);
            int now = count(left.above, right.above) + count(left.below, right.below);
            int then = count(right.above, left.above) + count(right.below, left.below);
            if (then >= now) {
                return false;
            }
            layer.set(i, right);
            layer.set(i + 1, left);
            right.order = i;
            left.order = i + 1;
            return true;
        }

        /// Crossings between the arrows of two vertices side by side.
        private static int count(List<Vertex> ofLeft, List<Vertex> ofRight) {
            int crossings = 0;
            for (var left : ofLeft) {
                for (var right : ofRight) {
                    crossings += left.order > right.order ? 1 : 0;
                }
            }
            return crossings;
        }

        private long count() {
            long crossings = 0;
            for (var layer : layers) {
                for (int i = 0; i < layer.size(); i++) {
                    for (int j = i + 1; j < layer.size(); j++) {
                        crossings += count(layer.get(i).below, layer.get(j).below);
                    }
                }
            }
            return crossings;
        }
    }
}
