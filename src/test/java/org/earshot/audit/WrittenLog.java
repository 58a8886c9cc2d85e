package org.earshot.audit;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.crypto.KeyService;

/// A small log where an installation has it, for tests of other packages.
public final class WrittenLog {

    private WrittenLog() {}

    /// @return the log's verifier key
    public static String in(Path data, int acts) {
        var day = LocalDate.of(2027, 1, 1);
        var key = KeyService.open(data.resolve("keys")).newDataKey("CASE", day);
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < acts; i++) {
            var deed = new Deed("case.open", new Actor.Component("core"), "case", "2026-" + i);
            leaves.add(LeafCodec.write(Act.of(deed, new byte[0], key, () -> House.NOW)));
        }
        var log = NoteSigner.log("hotline.example/log", Ed25519Keys.generate());
        var folder = new LogFolder(data.resolve("audit"), new House.Brittle(0));
        try (var sequencer = Sequencer.alone(MemoryLeaves.of(leaves), folder, log)) {
            sequencer.step();
        }
        return log.key().toString();
    }
}
