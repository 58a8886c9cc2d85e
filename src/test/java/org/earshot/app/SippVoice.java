package org.earshot.app;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A voice as SIPp's `play_pcap_audio` sends it: a packet capture (libpcap format 2.4) of RTP over
/// UDP over IPv4 over Ethernet. SIPp takes the payload and the times; addresses and ports are its
/// own.
///
/// Voice and keys both come this way, since SIPp sends `rtp_stream` from another port than the one
/// its SDP names as soon as two calls are up, and Asterisk rightly hears only one of the two.
final class SippVoice {

    private static final int PACKET_SAMPLES = 160;
    private static final int PACKET_MICROS = 20_000;
    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int UDP = 8;
    private static final int RTP = 12;
    private static final int A_LAW = 8;

    private SippVoice() {}

    /// @param alaw A-law, 8,000 samples a second; what does not fill a packet of 20 ms is left out
    static byte[] capture(byte[] alaw) {
        int packets = alaw.length / PACKET_SAMPLES;
        int frame = ETHERNET + IPV4 + UDP + RTP + PACKET_SAMPLES;
        var file = ByteBuffer.allocate(24 + packets * (16 + frame)).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        file.putInt(0).putInt(0).putInt(65_535).putInt(1);
        for (int i = 0; i < packets; i++) {
            int micros = i * PACKET_MICROS;
            file.putInt(micros / 1_000_000).putInt(micros % 1_000_000).putInt(frame).putInt(frame);
            file.put(packet(alaw, i));
        }
        return file.array();
    }

    private static byte[] packet(byte[] alaw, int number) {
        int udp = UDP + RTP + PACKET_SAMPLES;
        var packet = ByteBuffer.allocate(ETHERNET + IPV4 + udp);
        packet.putShort(12, (short) 0x0800).position(ETHERNET);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4 + udp)).putInt(0);
        packet.put((byte) 64).put((byte) 17).putShort((short) 0);
        packet.putInt(0x7f000001).putInt(0x7f000001);
        packet.putShort((short) 6000).putShort((short) 6000).putShort((short) udp);
        packet.putShort((short) 0);
        packet.put((byte) 0x80).put((byte) A_LAW).putShort((short) number);
        packet.putInt(number * PACKET_SAMPLES).putInt(0x766f6963);
        packet.put(alaw, number * PACKET_SAMPLES, PACKET_SAMPLES);
        return packet.array();
    }
}
