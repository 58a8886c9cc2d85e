package org.earshot.calls;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.earshot.ari.AriClient;
import org.earshot.ivr.Prompts;
import org.earshot.masking.BindingDesk;
import org.earshot.masking.BlockMode;
import org.earshot.masking.CallLogRepository;
import org.earshot.masking.Cdr;
import org.earshot.masking.Mask;
import org.earshot.masking.MaskMode;
import org.earshot.masking.MaskPool;
import org.earshot.masking.Party;
import org.earshot.masking.Resolution;
import org.earshot.telephony.CallId;
import org.earshot.telephony.CallerToken;

/// What calls to masks need of the house.
///
/// @param owners asked for masks in mode X; empty: those are the hotline's own numbers
/// @param prompts with `mask-extension`, `mask-wrong`, `mask-nobody`
/// @param lastMinute how long before the longest talk is over both hear a tone
public record MaskedServices(
        AriClient ari,
        BindingDesk desk,
        MaskPool pool,
        CallLogRepository log,
        Optional<BlockMode> owners,
        Outward outward,
        Prompts prompts,
        Beep beep,
        Duration lastMinute,
        InstantSource clock) {

    public static final Duration LAST_MINUTE = Duration.ofMinutes(1);

    /// A mask of the pool; empty for a number of the hotline, which may lie in the pool as a mask
    /// of mode X that has no owner.
    Optional<Mask> mask(String dialled) {
        return pool.find(dialled).filter(mask -> mask.mode() != MaskMode.X || owners.isPresent());
    }

    /// Asks the owner of a mask in mode X.
    Resolution ask(CallId id, Mask mask, Optional<CallerToken> caller) {
        var question = new BlockMode.Question(id, Cdr.Kind.CALL, mask, Party.of(caller));
        return owners.orElseThrow().ask(question);
    }
}
