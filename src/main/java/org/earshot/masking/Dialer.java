package org.earshot.masking;

import java.util.List;
import java.util.stream.Stream;

/// A party that is somebody when it dials that mask: no party may be so twice on one mask, or
/// nobody could say whom it means.
///
/// @param side A, B, or G for a member of a group
record Dialer(String mask, Party party, String side) {

    /// None for AXE: there one A may have many extensions, and its calls go to who called last.
    static List<Dialer> of(Binding binding) {
        return switch (binding) {
            case Binding.Ax ax -> List.of(new Dialer(ax.x(), ax.a(), "A"));
            case Binding.Axb axb ->
                    List.of(new Dialer(axb.x(), axb.a(), "A"), new Dialer(axb.x(), axb.b(), "B"));
            case Binding.Axe _ -> List.of();
            case Binding.Axyb axyb ->
                    List.of(
                            new Dialer(axyb.y(), axyb.a(), "A"),
                            new Dialer(axyb.x(), axyb.b(), "B"));
            case Binding.Axg axg ->
                    Stream.concat(
                                    Stream.of(new Dialer(axg.x(), axg.a(), "A")),
                                    axg.group().stream()
                                            .map(member -> new Dialer(axg.x(), member, "G")))
                            .toList();
        };
    }
}
