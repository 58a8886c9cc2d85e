package org.earshot.flows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.earshot.flows.Layering.Vertex;

/// Where each vertex of a [Layering] stands from left to right: straight above its neighbours where
/// that can be. After Brandes and Köpf, "Fast and simple horizontal coordinate assignment" (2001):
/// vertices are aligned in blocks four times, each time with another bias, and the middle is taken.
final class Columns {

    private static final double GAP = 34;

    /// Between lanes, which need less.
    private static final double NARROW_GAP = 14;

    private final List<List<Vertex>> layers;
    private final Set<Long> crossed = new HashSet<>();
    private final Map<Vertex, Integer> numbers = new HashMap<>();

    private Columns(List<List<Vertex>> layers) {
        this.layers = layers;
        layers.forEach(layer -> layer.forEach(vertex -> numbers.put(vertex, numbers.size())));
        findCrossedLanes();
    }

    /// Sets `x` of each vertex; the leftmost edge is at 0.
    static void set(List<List<Vertex>> layers) {
        var columns = new Columns(layers);
        var four = new ArrayList<Map<Vertex, Double>>();
        for (var down : List.of(true, false)) {
            for (var left : List.of(true, false)) {
                four.add(columns.assign(down, left));
            }
        }
        columns.alignToNarrowest(four);
        double edge = Double.MAX_VALUE;
        for (var vertex : columns.numbers.keySet()) {
            var middle = four.stream().map(x -> at(x, vertex)).sorted().toList();
            vertex.x = (middle.get(1) + middle.get(2)) / 2;
            edge = Math.min(edge, vertex.x - vertex.width / 2);
        }
        for (var vertex : columns.numbers.keySet()) {
            vertex.x -= edge;
        }
    }

    /// An arrow that crosses a long one gives way: the long one is to stay straight.
    private void findCrossedLanes() {
        for (var layer : layers) {
            for (var lane : layer) {
                for (var above : lane.above) {
                    if (lane.passes() && above.passes()) {
                        layer.stream()
                                .flatMap(other ->
                                        other.above.stream().map(up -> new Vertex[] {up, other}))
                                .filter(arrow -> !(arrow[0].passes() && arrow[1].passes()))
                                .filter(arrow -> crosses(arrow[0], arrow[1], above, lane))
                                .forEach(arrow -> crossed.add(key(arrow[0], arrow[1])));
                    }
                }
            }
        }
    }

    private static boolean crosses(Vertex up, Vertex down, Vertex otherUp, Vertex otherDown) {
        return (up.order - otherUp.order) * (down.order - otherDown.order) < 0;
    }

    private long key(Vertex one, Vertex other) {
        long a = Objects.requireNonNull(numbers.get(one));
        long b = Objects.requireNonNull(numbers.get(other));
        return Math.min(a, b) << 32 | Math.max(a, b);
    }

    /// @param down whether vertices are aligned with those above them
    /// @param left whether everything is pushed to the left
    private Map<Vertex, Double> assign(boolean down, boolean left) {
        var ordered = new ArrayList<List<Vertex>>();
        for (var layer : down ? layers : layers.reversed()) {
            ordered.add(left ? layer : layer.reversed());
        }
        var roots = align(ordered, down, left);
        var x = compact(ordered, roots);
        if (!left) {
            x.replaceAll((_, value) -> -value);
        }
        return x;
    }

    /// @return of each vertex the topmost of its block
    private Map<Vertex, Vertex> align(List<List<Vertex>> ordered, boolean down, boolean left) {
        var root = new LinkedHashMap<Vertex, Vertex>();
        var taken = new HashSet<Vertex>();
        ordered.forEach(layer -> layer.forEach(vertex -> root.put(vertex, vertex)));
        for (var layer : ordered) {
            int last = Integer.MIN_VALUE;
            for (var vertex : layer) {
                for (var neighbour : medians(down ? vertex.above : vertex.below, left)) {
                    int order = left ? neighbour.order : -neighbour.order;
                    if (root.get(vertex) == vertex
                            && order > last
                            && !taken.contains(neighbour)
                            && !crossed.contains(key(neighbour, vertex))) {
                        root.put(vertex, Objects.requireNonNull(root.get(neighbour)));
                        taken.add(neighbour);
                        last = order;
                    }
                }
            }
        }
        return root;
    }

    private static List<Vertex> medians(List<Vertex> neighbours, boolean left) {
        Comparator<Vertex> byOrder = Comparator.comparingInt(vertex -> vertex.order);
        var sorted = neighbours.stream().sorted(left ? byOrder : byOrder.reversed()).toList();
        int size = sorted.size();
        return size == 0 ? sorted : sorted.subList((size - 1) / 2, size / 2 + 1);
    }

    /// Blocks as far to the left as their neighbours admit, then each as near to its right one as
    /// it comes without pushing.
    private static Map<Vertex, Double> compact(
            List<List<Vertex>> ordered, Map<Vertex, Vertex> roots) {
        var rightOf = new HashMap<Vertex, Map<Vertex, Double>>();
        var leftOf = new HashMap<Vertex, Map<Vertex, Double>>();
        for (var layer : ordered) {
            for (int i = 1; i < layer.size(); i++) {
                var one = Objects.requireNonNull(roots.get(layer.get(i - 1)));
                var next = Objects.requireNonNull(roots.get(layer.get(i)));
                double apart = apart(layer.get(i - 1), layer.get(i));
                rightOf.computeIfAbsent(one, _ -> new LinkedHashMap<>())
                        .merge(next, apart, Math::max);
                leftOf.computeIfAbsent(next, _ -> new LinkedHashMap<>())
                        .merge(one, apart, Math::max);
            }
        }
        var x = new HashMap<Vertex, Double>();
        roots.values().forEach(block -> pushLeft(block, leftOf, x));
        var pulled = new HashSet<Vertex>();
        roots.values().forEach(block -> pullRight(block, rightOf, x, pulled));
        var all = new HashMap<Vertex, Double>();
        roots.forEach((vertex, block) -> all.put(vertex, at(x, block)));
        return all;
    }

    private static double apart(Vertex one, Vertex next) {
        var gap = one.passes() && next.passes() ? NARROW_GAP : GAP;
        return (one.width + next.width) / 2 + gap;
    }

    private static double pushLeft(
            Vertex block, Map<Vertex, Map<Vertex, Double>> leftOf, Map<Vertex, Double> x) {
        var known = x.get(block);
        if (known != null) {
            return known;
        }
        double least = 0;
        for (var left : leftOf.getOrDefault(block, Map.of()).entrySet()) {
            least = Math.max(least, pushLeft(left.getKey(), leftOf, x) + left.getValue());
        }
        x.put(block, least);
        return least;
    }

    private static void pullRight(
            Vertex block,
            Map<Vertex, Map<Vertex, Double>> rightOf,
            Map<Vertex, Double> x,
            Set<Vertex> pulled) {
        if (!pulled.add(block)) {
            return;
        }
        double most = Double.MAX_VALUE;
        for (var right : rightOf.getOrDefault(block, Map.of()).entrySet()) {
            pullRight(right.getKey(), rightOf, x, pulled);
            most = Math.min(most, at(x, right.getKey()) - right.getValue());
        }
        if (most < Double.MAX_VALUE && most > at(x, block)) {
            x.put(block, most);
        }
    }

    /// Moves the four so that they lie over the narrowest, at the side they were pushed to.
    private void alignToNarrowest(List<Map<Vertex, Double>> four) {
        var narrowest = four.stream().min(Comparator.comparingDouble(Columns::width)).orElseThrow();
        double left = edge(narrowest, true);
        double right = edge(narrowest, false);
        for (int i = 0; i < four.size(); i++) {
            var one = four.get(i);
            double by = i % 2 == 0 ? left - edge(one, true) : right - edge(one, false);
            one.replaceAll((_, x) -> x + by);
        }
    }

    private static double width(Map<Vertex, Double> x) {
        return edge(x, false) - edge(x, true);
    }

    private static double edge(Map<Vertex, Double> x, boolean left) {
        return left
                ? x.entrySet().stream()
                        .mapToDouble(place -> place.getValue() - place.getKey().width / 2)
                        .min()
                        .orElse(0)
                : x.entrySet().stream()
                        .mapToDouble(place -> place.getValue() + place.getKey().width / 2)
                        .max()
                        .orElse(0);
    }

    private static double at(Map<Vertex, Double> x, Vertex vertex) {
        return Objects.requireNonNull(x.get(vertex));
    }
}
