package org.earshot.masking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.earshot.db.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The masks, in memory: whether a dialled number is one must be known at once, also while the
/// database is away, for a call to the hotline must not wait for the answer. Run it from time to
/// time: another process may change the pool.
public final class MaskPool implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(MaskPool.class);

    private final MaskRepository masks;
    private volatile Map<String, Mask> known = Map.of(); // replaced as a whole

    public MaskPool(Database db) {
        this.masks = new MaskRepository(db);
    }

    @Override
    public void run() {
        try {
            refresh();
        } catch (RuntimeException away) {
            LOG.warn(
                    "The pool of masks cannot be read now; it stays as it is: {}",
                    away.getMessage());
        }
    }

    void refresh() {
        known =
                masks.all().stream()
                        .collect(Collectors.toUnmodifiableMap(Mask::number, Function.identity()));
    }

    public Optional<Mask> find(String number) {
        return Optional.ofNullable(known.get(number));
    }

    public List<Mask> all() {
        return masks.all();
    }
}
