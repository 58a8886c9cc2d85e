package org.earshot.shield;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.earshot.sip.SipHandler;

/// The real proxies, on the site's keys.
final class ShieldProxies implements Proxies {

    private final DialogKey key;
    private final Identities identities;
    private final InstantSource clock;

    ShieldProxies(DialogKey key, Identities identities, InstantSource clock) {
        this.key = key;
        this.identities = identities;
        this.clock = clock;
    }

    @Override
    public Function<Admission, List<SipHandler>> of(ShieldSettings settings) {
        var layout = settings.layout();
        var numbers = new Numbers(settings.homeRegion());
        var rules = new DialRules(settings.dial().limits(), clock);
        var verifier = settings.verifier(numbers, clock);
        return admission ->
                List.of(
                        new ShieldProxy(
                                        Side.OUTER,
                                        layout,
                                        key,
                                        identities,
                                        numbers::parse,
                                        rules,
                                        admission)
                                .verifying(verifier),
                        new ShieldProxy(
                                Side.INNER,
                                layout,
                                key,
                                identities,
                                numbers::parse,
                                rules,
                                Admission.unlimited()));
    }
}
