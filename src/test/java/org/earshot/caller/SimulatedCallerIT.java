package org.earshot.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.earshot.audio.Levels;
import org.earshot.audio.Tone;
import org.earshot.telephony.Dtmf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A simulated caller")
@Timeout(30)
class SimulatedCallerIT {

    private static final Duration SOON = Duration.ofSeconds(5);

    private CalledSide called;
    private SimulatedCaller caller;

    @BeforeEach
    void open() throws IOException {
        called = new CalledSide();
        caller = new SimulatedCaller(called.settings());
    }

    @AfterEach
    void close() {
        caller.close();
        called.close();
    }

    @Test
    void is_answered_speaks_and_hears() throws Exception {
        OutgoingCall call = caller.dial("100");
        SipMessage ack = called.next("ACK");
        call.speak(Tone.generate(1000, Duration.ofMillis(300), 16000, 0.3));
        Duration at = call.awaitTone(1000, SOON);
        call.awaitSilence(Duration.ofMillis(200), SOON);

        assertThat(ack.startLine()).startsWith("ACK sip:desk@127.0.0.1:");
        assertThat(ack.tag("To")).contains(CalledSide.TAG);
        assertThat(call.isUp()).isTrue();
        // Heard in windows of 20 ms, so the tone may seem to begin one window early.
        assertThat(at.plusMillis(20)).isBetween(call.inviteToAnswer(), SOON);
        assertThat(call.inviteToFirstAudio()).isBetween(call.inviteToAnswer(), SOON);
        assertThat(Levels.peak(call.heard().samples())).isBetween(0.28, 0.32);
    }

    @Test
    void sends_a_packet_every_20_ms_without_drift() throws Exception {
        OutgoingCall call = caller.dial("100");
        long began = System.nanoTime();
        call.speak(Tone.generate(300, Duration.ofSeconds(2), 8000, 0.1));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        List<RtpPacket> packets = received(100);

        assertThat(millis).isGreaterThanOrEqualTo(1960L);
        for (int i = 1; i < packets.size(); i++) {
            int step = packets.get(i).timestamp() - packets.get(i - 1).timestamp();
            assertThat(step).isEqualTo(160);
        }
    }

    @Test
    void keys_come_as_events_between_the_speech() throws Exception {
        OutgoingCall call = caller.dial("100");
        call.press(new Dtmf('1'), Dtmf.HASH);
        List<RtpPacket> packets = received(20);

        String keys =
                packets.stream()
                        .filter(packet -> packet.payloadType() == Sdp.KEYS)
                        .filter(RtpPacket::marker)
                        .map(packet -> String.valueOf(packet.payload()[0]))
                        .collect(Collectors.joining(" "));
        assertThat(keys).isEqualTo("1 11");
        assertThat(packets).extracting(RtpPacket::ssrc).containsOnly(packets.getFirst().ssrc());
    }

    @Test
    void asks_again_when_the_invite_was_lost() throws Exception {
        called.ignoring(2);
        caller.dial("100");

        SipMessage first = called.next("INVITE");
        called.next("INVITE");
        assertThat(called.next("INVITE")).isEqualTo(first);
        assertThat(first.first("From")).contains("sip:anonymous@anonymous.invalid");
    }

    @Test
    void acknowledges_again_when_the_answer_comes_again() throws Exception {
        caller.dial("100");
        called.next("ACK");

        called.sendAnswer();

        assertThat(called.next("ACK").sequence()).isEqualTo("1");
    }

    @Test
    void is_told_why_a_call_was_refused() throws Exception {
        called.answering(486);

        CallRefused refused = catchThrowableOfType(CallRefused.class, () -> caller.dial("100"));

        assertThat(refused.status()).isEqualTo(486);
        String branch = called.next("INVITE").first("Via");
        assertThat(called.next("ACK").first("Via")).isEqualTo(branch);
    }

    @Test
    void gives_up_ringing_with_a_cancel() throws Exception {
        called.answering(180);
        var settings = called.settings();
        var hasty =
                new CallerSettings(
                        settings.pbx(), settings.local(), "+12025550123", Duration.ofMillis(200));
        try (SimulatedCaller impatient = new SimulatedCaller(hasty)) {
            assertThatThrownBy(() -> impatient.dial("100"))
                    .isInstanceOf(CallRefused.class)
                    .hasMessage("nobody answered within 0.2 s");

            SipMessage invite = called.next("INVITE");
            assertThat(invite.first("From")).startsWith("<sip:+12025550123@");
            assertThat(called.next("CANCEL").first("Via")).isEqualTo(invite.first("Via"));
            assertThat(called.next("ACK").first("Via")).isEqualTo(invite.first("Via"));
        }
    }

    @Test
    void hangs_up_along_the_route_and_again_when_that_was_lost() throws Exception {
        OutgoingCall call = caller.dial("100");
        called.next("ACK");
        called.ignoring(1);
        call.hangUp();

        SipMessage bye = called.next("BYE");
        assertThat(called.next("BYE")).isEqualTo(bye);
        assertThat(bye.first("Route")).isEqualTo("<sip:proxy.invalid;lr>");
        assertThat(bye.sequence()).isEqualTo("2");
        assertThat(call.isUp()).isFalse();
        assertThat(call.awaitRemoteHangup(SOON)).isFalse();
    }

    @Test
    void notices_that_the_other_side_hung_up() throws Exception {
        OutgoingCall call = caller.dial("100");
        called.next("ACK");

        called.request("BYE", "");

        assertThat(call.awaitRemoteHangup(SOON)).isTrue();
        assertThat(called.nextResponse("BYE").status()).isEqualTo(200);
        assertThat(call.isUp()).isFalse();
        assertThatThrownBy(() -> call.awaitTone(440, SOON))
                .isInstanceOf(NotHeard.class)
                .hasMessage("a tone of 440 Hz was not heard before the call ended");
        call.speak(Tone.generate(300, Duration.ofSeconds(20), 8000, 0.1)); // returns at once
    }

    @Test
    void sends_its_voice_elsewhere_when_asked_to() throws Exception {
        caller.dial("100");
        called.next("ACK");
        try (DatagramSocket elsewhere =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            elsewhere.setSoTimeout(5000);
            var there = (InetSocketAddress) elsewhere.getLocalSocketAddress();
            called.request("INVITE", Sdp.ours(there, 2));

            assertThat(called.nextResponse("INVITE").status()).isEqualTo(200);
            var packet = new DatagramPacket(new byte[200], 200);
            elsewhere.receive(packet);
            assertThat(packet.getLength()).isEqualTo(172);
        }
    }

    @Test
    void answers_those_who_ask_whether_it_is_there_and_survives_garbage() throws Exception {
        OutgoingCall call = caller.dial("100");
        called.next("ACK");

        called.sendRaw("\0\0\0\0\0\0\0\0");
        called.sendRaw("SIP/2.0 200\r\nVia\r\n\r\n");
        called.sendRaw(
                """
                OPTIONS sip:x SIP/2.0
                Via: SIP/2.0/UDP a;branch=z9
                From: <sip:b>;tag=1
                To: <sip:x>
                Call-ID: unknown
                CSeq: 5 OPTIONS

                """
                        .replace("\n", "\r\n"));

        assertThat(called.nextResponse("OPTIONS").status()).isEqualTo(200);
        assertThat(call.isUp()).isTrue();
    }

    @Test
    void makes_many_calls_at_once() throws Exception {
        List<OutgoingCall> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(caller.dial("100"));
        }
        for (OutgoingCall call : calls) {
            call.press(new Dtmf('5'));
            call.hangUp();
        }

        assertThat(calls).noneMatch(OutgoingCall::isUp);
        assertThat(calls).allMatch(call -> call.packetsHeard() > 0);
    }

    private List<RtpPacket> received(int count) throws InterruptedException {
        List<RtpPacket> packets = new ArrayList<>();
        while (packets.size() < count) {
            RtpPacket packet = called.packets.poll(5, TimeUnit.SECONDS);
            assertThat(packet).isNotNull();
            packets.add(packet);
        }
        return packets;
    }
}
