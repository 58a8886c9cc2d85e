package org.earshot.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The voice of the SIPp scenarios is that of `test-audio`.
class SippVoiceTest {

    @Test
    void the_capture_beside_the_scenarios_is_made_of_the_shipped_voice() throws Exception {
        byte[] made = SippVoice.capture(Files.readAllBytes(Path.of("test-audio/en-fraud.alaw")));
        Path fresh = Files.write(Path.of("target/voice-en-fraud.pcap"), made);

        assertThat(Path.of("src/test/resources/sipp/voice-en-fraud.pcap"))
                .as("copy %s over it", fresh)
                .hasBinaryContent(made);
    }
}
