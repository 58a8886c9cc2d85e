package org.earshot.texts;

import java.time.InstantSource;
import java.util.Optional;
import org.earshot.crypto.KeyService;
import org.earshot.db.Database;
import org.earshot.masking.BindingDesk;
import org.earshot.masking.BlockMode;
import org.earshot.masking.CallLimits;
import org.earshot.masking.CallLogRepository;
import org.earshot.masking.Mask;
import org.earshot.masking.MaskMode;
import org.earshot.masking.MaskPool;

/// What short messages need of the house.
///
/// @param owners asked for masks in mode X; empty: those are the hotline's own numbers
public record TextServices(
        MaskPool pool,
        Optional<BlockMode> owners,
        BindingDesk desk,
        CallLogRepository log,
        TextRepository texts,
        InstantSource clock) {

    /// What they need apart from a database.
    ///
    /// @param telling whether anybody wants to be told of messages
    public record House(
            KeyService keys,
            MaskPool pool,
            Optional<BlockMode> owners,
            boolean telling,
            CallLimits limits,
            InstantSource clock) {}

    public static TextServices over(Database db, House house) {
        var log = new CallLogRepository(db, house.telling);
        return new TextServices(
                house.pool,
                house.owners,
                new BindingDesk(db, house.pool, log, house.limits, house.clock),
                log,
                new TextRepository(db, house.keys, log),
                house.clock);
    }

    /// A mask of the pool; empty for a number of the hotline, which may lie in the pool as a mask
    /// of mode X that has no owner.
    Optional<Mask> mask(String dialled) {
        return pool.find(dialled).filter(mask -> mask.mode() != MaskMode.X || owners.isPresent());
    }
}
