package org.earshot.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.earshot.audio.G711;
import org.earshot.telephony.Dtmf;
import org.junit.jupiter.api.Test;

class VoiceTest {

    private final Voice voice = new Voice(101);

    @Test
    void sends_silence_while_nothing_is_said() {
        List<RtpPacket> packets = ticks(3);

        assertThat(packets).allMatch(packet -> packet.payload()[0] == G711.A_LAW_SILENCE);
        assertThat(packets.getFirst().marker()).isTrue();
    }

    @Test
    void speech_is_cut_into_packets_and_the_last_is_filled_up() {
        short[] words = new short[200];
        Arrays.fill(words, (short) 5000);

        var spoken = voice.speak(words);
        byte[] first = voice.tick().payload();
        boolean early = spoken.isDone();
        byte[] second = voice.tick().payload();

        assertThat(early).isFalse();
        assertThat(spoken).isCompleted();
        assertThat(first).hasSize(160).isEqualTo(G711.encodeALaw(Arrays.copyOf(words, 160)));
        assertThat(second[39]).isEqualTo(first[0]);
        assertThat(second[40]).isEqualTo(G711.A_LAW_SILENCE);
    }

    @Test
    void a_key_is_one_event_that_ends_three_times_in_the_same_stream() {
        int before = voice.tick().timestamp();
        var released = voice.press(List.of(new Dtmf('7'), Dtmf.HASH));

        List<RtpPacket> packets = ticks(14);
        List<RtpPacket> seven = packets.subList(0, 6);

        assertThat(released).isCompleted();
        assertThat(seven).allMatch(packet -> packet.payloadType() == 101);
        assertThat(seven).allMatch(packet -> packet.timestamp() == before + 160);
        assertThat(seven).extracting(packet -> packet.payload()[0]).containsOnly((byte) 7);
        assertThat(seven).extracting(RtpPacket::marker).startsWith(true, false);
        assertThat(seven)
                .extracting(packet -> ByteBuffer.wrap(packet.payload()).getShort(2))
                .containsExactly(events(160, 320, 480, 640, 640, 640));
        assertThat(seven)
                .extracting(packet -> packet.payload()[1] < 0)
                .containsExactly(false, false, false, true, true, true);
        assertThat(packets.get(7).payload()[0]).isEqualTo((byte) Dtmf.HASH.event());
        assertThat(packets).extracting(RtpPacket::ssrc).containsOnly(seven.getFirst().ssrc());
    }

    @Test
    void sequence_and_timestamp_go_on_through_keys_and_speech() {
        var _ = voice.speak(new short[1600]);
        var _ = voice.press(List.of(new Dtmf('1')));
        List<RtpPacket> packets = ticks(40);

        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).sequence())
                    .isEqualTo(packets.get(i - 1).sequence() + 1 & 0xFFFF);
        }
        assertThat(packets.getLast().timestamp() - packets.get(10).timestamp()).isEqualTo(29 * 160);
    }

    @Test
    void who_waits_is_let_go_when_the_call_ends() {
        var spoken = voice.speak(new short[8000]);
        var released = voice.press(List.of(Dtmf.HASH));

        voice.close();

        assertThat(spoken).isCompleted();
        assertThat(released).isCompleted();
        assertThat(voice.speak(new short[8000])).isCompleted();
    }

    @Test
    void a_packet_survives_its_bytes() {
        RtpPacket sent = voice.tick();

        RtpPacket read = RtpPacket.parse(sent.encode()).orElseThrow();

        assertThat(read).usingRecursiveComparison().isEqualTo(sent);
    }

    @Test
    void sources_extension_and_padding_are_stepped_over() {
        ByteBuffer datagram =
                ByteBuffer.allocate(12 + 4 + 8 + 2 + 2)
                        .put(new byte[] {(byte) (0x80 | 0x30 | 1), 8, 0, 1})
                        .putInt(2)
                        .putInt(3)
                        .putInt(9) // contributing source
                        .putInt(1) // extension of one word
                        .putInt(0)
                        .put(new byte[] {11, 12, 0, 2})
                        .flip();

        assertThat(RtpPacket.parse(datagram).orElseThrow().payload()).containsExactly(11, 12);
    }

    @Test
    void whatever_the_bytes_a_datagram_is_a_packet_or_nothing() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            assertThat(
                            RtpPacket.parse(ByteBuffer.wrap(bytes))
                                    .map(RtpPacket::payload)
                                    .orElse(bytes))
                    .hasSizeLessThanOrEqualTo(bytes.length);
        }
    }

    private List<RtpPacket> ticks(int count) {
        List<RtpPacket> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packets.add(voice.tick());
        }
        return packets;
    }

    private static Short[] events(int... lengths) {
        return Arrays.stream(lengths).mapToObj(length -> (short) length).toArray(Short[]::new);
    }
}
