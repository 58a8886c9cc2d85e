package org.earshot.shield;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.earshot.sip.ListeningPoint;
import org.earshot.sip.LoopHandlers;
import org.earshot.sip.Protocol;
import org.earshot.sip.SipHandler;
import org.earshot.sip.SipTransport;
import org.earshot.sip.TlsSettings;
import org.earshot.sip.TransportCounters;
import org.earshot.sip.TransportSettings;
import org.jspecify.annotations.Nullable;

/// The shield, listening: transports on both sides, a proxy for each loop, admission in front, and
/// a probe that ends the process when it no longer answers.
///
/// It is rehearsed before its ports open and holds nothing that a restart would lose.
public final class ShieldServer implements AutoCloseable {

    /// A neighbour's T1 (RFC 3261 §17.1.1.1) twice over.
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(1);

    private final ShieldCounters counters;
    private final SipTransport transport;
    private final @Nullable SelfProbe probe;

    private ShieldServer(
            ShieldCounters counters, SipTransport transport, @Nullable SelfProbe probe) {
        this.counters = counters;
        this.transport = transport;
        this.probe = probe;
    }

    /// @param recognition who is enrolled
    /// @param dead called when this process should end, to be started anew
    /// @throws ShieldUnusable when an address or a keystore cannot be had
    public static ShieldServer start(
            ShieldSettings settings,
            EpochKeystore keystore,
            Recognition recognition,
            InstantSource clock,
            Runnable dead) {
        var proxies =
                new ShieldProxies(
                        new DialogKey(keystore.dialog().bytes()),
                        new ShieldIdentities(keystore, recognition),
                        clock);
        return start(settings, proxies, recognition, dead);
    }

    static ShieldServer start(
            ShieldSettings settings, Proxies proxies, Recognition recognition, Runnable dead) {
        if (settings.warmUpCalls() > 0) {
            WarmUp.run(settings, proxies);
        }
        recognition.awaitKnown(); // it was asked before the rehearsal
        var counters = new ShieldCounters();
        try {
            SipTransport transport = open(settings, proxies, counters, _ -> dead.run());
            Optional<SelfProbe> probe = probe(settings, transport, dead);
            probe.ifPresent(SelfProbe::start);
            return new ShieldServer(counters, transport, probe.orElse(null));
        } catch (IOException unusable) {
            throw new ShieldUnusable("The shield cannot start: " + unusable.getMessage() + ".");
        }
    }

    static SipTransport open(
            ShieldSettings settings,
            Proxies proxies,
            ShieldCounters counters,
            Consumer<Error> fatal)
            throws IOException {
        int loops =
                settings.loops() > 0
                        ? settings.loops()
                        : Runtime.getRuntime().availableProcessors();
        List<ListeningPoint> points = new ArrayList<>(settings.outer().points(Side.OUTER));
        points.addAll(settings.inner().points(Side.INNER));
        var edges = List.of(settings.outer().edge(), settings.inner().edge());
        return SipTransport.open(
                new TransportSettings(
                        loops,
                        points,
                        tls(settings.tls()),
                        (port, address) ->
                                edges.get(port).allows(address)
                                        || edges.get(port).own().getAddress().equals(address),
                        TransportSettings.Limits.DEFAULT),
                handlers(settings, proxies, counters),
                fatal);
    }

    private static LoopHandlers handlers(
            ShieldSettings settings, Proxies proxies, ShieldCounters counters) {
        var keys = settings.admission();
        var rate = new CallRate(keys.callsPerSecond(), keys.burst());
        long backlog = Duration.ofMillis(keys.mostBacklogMs()).toNanos();
        var maker = proxies.of(settings);
        var made = new ArrayList<List<SipHandler>>();
        return (loop, port, load) -> {
            if (port == Side.OUTER.ordinal()) { // the first port asked for; new calls come in there
                made.add(maker.apply(new Admission(rate, load, backlog, counters)));
            }
            return made.get(loop).get(port);
        };
    }

    private static Optional<SelfProbe> probe(
            ShieldSettings settings, SipTransport transport, Runnable dead) {
        boolean udp =
                settings.outer().points(Side.OUTER).stream()
                        .anyMatch(point -> point.protocol() == Protocol.UDP);
        if (!udp) {
            return Optional.empty();
        }
        int port = transport.address(Side.OUTER.ordinal(), Protocol.UDP).getPort();
        return Optional.of(
                new SelfProbe(
                        new InetSocketAddress(settings.outer().ownAddress().getAddress(), port),
                        Duration.ofSeconds(settings.probeSeconds()),
                        PROBE_PATIENCE,
                        () -> works(transport),
                        dead));
    }

    /// Under a flood the probe's own datagrams may be lost: then the loops turn and messages go
    /// out.
    private static boolean works(SipTransport transport) {
        long before = transport.counters().sent();
        return transport.works(PROBE_PATIENCE) && transport.counters().sent() > before;
    }

    private static @Nullable TlsSettings tls(ShieldSettings.Tls keys) throws IOException {
        if (keys.keystore().isEmpty()) {
            return null;
        }
        return new TlsSettings(
                Path.of(keys.keystore()),
                Files.readString(Path.of(keys.passwordFile())).strip(),
                keys.truststore().isEmpty() ? null : Path.of(keys.truststore()),
                TlsSettings.ClientCertificate.valueOf(keys.clients().toUpperCase(Locale.ROOT)));
    }

    public ShieldCounters counters() {
        return counters;
    }

    public TransportCounters.Snapshot traffic() {
        return transport.counters();
    }

    /// Where a side really listens.
    public InetSocketAddress address(Side side, Protocol protocol) {
        return transport.address(side.ordinal(), protocol);
    }

    @Override
    public void close() {
        if (probe != null) {
            probe.close();
        }
        transport.close();
    }
}
