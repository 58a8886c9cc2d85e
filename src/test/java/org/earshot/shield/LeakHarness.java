package org.earshot.shield;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.earshot.site.AsteriskSoftware;
import org.earshot.site.TestAsterisk;

/// A shield between SIPp and SIPp, with a tap on every way. What lies inside, to be searched: the
/// captures of the inner side, and all that the shield writes.
final class LeakHarness implements AutoCloseable {

    static final int CALLS = 1_000;
    static final int SECONDS = 8;

    /// The longest calls: begun earlier, they end with the others.
    private static final int SECONDS_OF_TRANSFERS = 5;

    private static final int PLANTED = 550;
    static final int TRANSFERRED = 150;
    private static final int GIVEN_UP = 150;
    static final int DIALLED = 150;
    static final int OFFERED_IN = CALLS - DIALLED;

    /// Calls out begin when so many callers are known.
    private static final int KNOWN = 20;

    /// No limit that these calls would reach: neither in, nor out, nor by a cold start.
    static final String UNLIMITED =
            """
            ,"warm-up-calls":100,"admission":{"calls-per-second":5000,"burst":5000,"most-backlog-ms":5000},
             "dial":{"per-minute":100000,"per-hour":100000,"per-number-and-hour":1000}
            """;

    /// Every fifth caller withholds the number.
    static final List<String> NUMBERS =
            IntStream.range(0, 50)
                    .mapToObj(i -> String.format(Locale.ROOT, "+49151%08d", 41_273_509 + i * 97))
                    .toList();

    /// In trouble messages come late, twice and in any order: what is not expected is not an end.
    /// INVITE is sent seven times within 32 s (timers A and B of RFC 3261 §17.1.1.2), SIPp's own
    /// measure is six.
    private static final List<String> TOLERANT =
            List.of("-default_behaviors", "all,-abortunexp,-cseq", "-max_invite_retrans", "6");

    private static final AsteriskSoftware SIPP = TestAsterisk.software(AsteriskSoftware.Extra.SIPP);

    final Path inside;
    final Path outside;
    final ShieldProcess shield;
    final TapRelay toAgent;
    private final Path folder;
    private final TapRelay fromAgent;
    private final TapRelay fromCarrier;
    private final TapRelay fromOther;
    private final TapRelay fromThird;
    private final TapRelay toCarrier;
    private final Sipp agent;
    private final Sipp called;
    private final List<Sipp> callers = new ArrayList<>();

    /// @param jvm further options of the shield's JVM
    LeakHarness(Path folder, String... jvm) throws IOException {
        this.folder = folder;
        inside = Files.createDirectories(folder.resolve("inside"));
        outside = Files.createDirectories(folder.resolve("outside"));
        shield = ShieldProcess.in(inside, options(jvm));
        InetSocketAddress agentAt = free();
        InetSocketAddress carrierAt = free();
        toAgent = new TapRelay(agentAt, inside.resolve("to-asterisk.pcap"));
        fromAgent = new TapRelay(shield.inner, inside.resolve("from-asterisk.pcap"));
        fromCarrier = new TapRelay(shield.outer, outside.resolve("from-carrier.pcap"));
        fromOther = new TapRelay(shield.outer, outside.resolve("from-other.pcap"));
        fromThird = new TapRelay(shield.outer, outside.resolve("from-third.pcap"));
        toCarrier = new TapRelay(carrierAt, outside.resolve("to-carrier.pcap"));
        agent = answer("uas-inside-expect-any.xml", agentAt, toAgent);
        called = answer("uas-carrier-expect-bye.xml", carrierAt, toCarrier);
    }

    /// What a dying JVM writes is searched too.
    private String[] options(String... jvm) {
        var options = new ArrayList<>(List.of(jvm));
        options.add("-XX:ErrorFile=" + inside.resolve("hs_err.log"));
        options.add("-XX:HeapDumpPath=" + inside);
        return options.toArray(String[]::new);
    }

    /// @param more settings, each with a comma in front
    LeakHarness start(String more) throws IOException {
        shield.settings(toCarrier.address(), toAgent.address(), more).start();
        return this;
    }

    /// Offers the calls within [#SECONDS]. Returns when the last kind has begun.
    void offer() throws IOException {
        List<String> lines = callers();
        callers.add(call("uac-planted-expect-200.xml", fromCarrier, lines, PLANTED));
        callers.add(call("uac-planted-transfer-expect-bye.xml", fromThird, lines, TRANSFERRED));
        callers.add(call("uac-planted-cancel-expect-487.xml", fromOther, lines, GIVEN_UP));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> toAgent.tokens().size() >= KNOWN);
        List<String> tokens = List.copyOf(toAgent.tokens());
        callers.add(call("uac-token-expect-200.xml", fromAgent, tokens, DIALLED));
    }

    /// What became of the calls.
    ///
    /// @param exits of SIPp: 0 when every call went as written or was refused as written; without
    ///   the transfers, which the inside ends
    /// @param transferred ended by the inside, and the caller's side agreed
    /// @param failed calls that did not end normally for those called, and transfers
    record Outcome(
            List<Integer> exits,
            long ended,
            long refused,
            long refusedOut,
            long givenUp,
            long transferred,
            long failed) {}

    /// Waits for the calls to end.
    Outcome outcome() throws IOException, InterruptedException {
        var exits = new ArrayList<Integer>();
        long ended = 0;
        for (Sipp caller : List.of(planted(), givenUp(), dialled())) {
            exits.add(caller.awaitExit());
            ended += caller.counted("SuccessfulCall");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> transfersEnded() + failed() >= TRANSFERRED);
        return new Outcome(
                exits,
                ended + transfersEnded(),
                planted().counted("refused")
                        + givenUp().counted("refused")
                        + transferred().counted("refused"),
                dialled().counted("refused"),
                givenUp().counted("given-up"),
                agent.counted("transferred"),
                failed());
    }

    private long transfersEnded() throws IOException {
        return agent.counted("transferred") + transferred().counted("refused");
    }

    private long failed() throws IOException {
        return agent.counted("FailedCall")
                + called.counted("FailedCall")
                + transferred().counted("FailedCall");
    }

    private Sipp planted() {
        return callers.get(0);
    }

    private Sipp transferred() {
        return callers.get(1);
    }

    private Sipp givenUp() {
        return callers.get(2);
    }

    private Sipp dialled() {
        return callers.get(3);
    }

    private Sipp answer(String scenario, InetSocketAddress at, TapRelay tap) throws IOException {
        return Sipp.start(SIPP, scenario, at.getPort(), tap.address(), log(scenario), TOLERANT);
    }

    /// @param lines the fields of the scenario, a caller each
    private Sipp call(String scenario, TapRelay tap, List<String> lines, int calls)
            throws IOException {
        Path fields = folder.resolve(scenario + ".fields");
        Files.writeString(fields, "SEQUENTIAL\n" + String.join("\n", lines) + "\n");
        InetSocketAddress target = tap.address();
        // Only the carrier's Call-ID may hold a number.
        String callId =
                scenario.startsWith("uac-token")
                        ? "%u-%p@%s"
                        : "%u-%p-" + NUMBERS.getFirst() + "@%s";
        List<String> more = new ArrayList<>(TOLERANT);
        more.addAll(List.of("-inf", fields.toString(), "-cid_str", callId));
        boolean transfer = scenario.contains("transfer");
        int seconds = transfer ? SECONDS_OF_TRANSFERS : SECONDS;
        more.addAll(List.of("-s", transfer ? "transfer" : "hotline"));
        more.addAll(List.of("-m", "" + calls, "-r", "" + calls, "-rp", seconds + "s"));
        more.add(target.getHostString() + ":" + target.getPort());
        return Sipp.start(SIPP, scenario, free().getPort(), tap.back(), log(scenario), more);
    }

    private Path log(String scenario) {
        return folder.resolve(scenario + ".log");
    }

    private static List<String> callers() {
        return IntStream.range(0, NUMBERS.size())
                .mapToObj(i -> Sipp.planted(NUMBERS.get(i), i % 5 == 4))
                .toList();
    }

    private static InetSocketAddress free() throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(Sipp.HOST, 0))) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    @Override
    public void close() throws IOException {
        callers.forEach(Sipp::close);
        agent.close();
        called.close();
        shield.close();
        for (TapRelay tap :
                List.of(toAgent, fromAgent, fromCarrier, fromOther, fromThird, toCarrier)) {
            tap.close();
        }
    }
}
