package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.earshot.shield.Site.Sent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Messages altered at random, by the million: nothing may be thrown, nothing may take long,
/// nothing may come inside with the number in it.
///
/// `-Dearshot.fuzz.messages=10000000` for more, `-Dearshot.fuzz.seed=…` for others.
@DisplayName("A million altered messages")
class FuzzTest {

    private static final long HANG_NANOS = 50_000_000;
    private static final String DIGITS = SipTexts.NUMBER.substring(1);
    private final Site site = new Site(new SealedIdentities(), Site.layout(List.of("116006")));

    @Test
    void kill_nothing_hang_nothing_and_leak_nothing() throws IOException {
        var mutations = new Mutations(site);
        int messages = Integer.getInteger("earshot.fuzz.messages", 1_000_000);
        var random = new Random(Long.getLong("earshot.fuzz.seed", 4475));
        int relayed = 0;
        int hangs = 0;
        for (int i = 0; i < messages; i++) {
            byte[] message = mutations.next(random);
            Side side = random.nextInt(3) == 0 ? Side.INNER : Side.OUTER;
            List<Sent> sent = new ArrayList<>();
            hangs += takes(side, message, sent) > HANG_NANOS && hangsAgain(side, message) ? 1 : 0;
            for (Sent each : sent) {
                relayed += each.from() == side ? 0 : 1;
                if (side == Side.OUTER && each.from() == Side.INNER) {
                    assertThat(each.text()).doesNotContain(DIGITS);
                }
            }
        }
        assertThat(hangs).isZero();
        assertThat(relayed).isGreaterThan(messages / 100);
        assertThat(site.outside(SipTexts.invite()).from()).isEqualTo(Side.INNER);
    }

    private long takes(Side side, byte[] message, List<Sent> sent) {
        long start = System.nanoTime();
        sent.addAll(site.receive(side, side == Side.OUTER ? Site.CARRIER : Site.ASTERISK, message));
        return System.nanoTime() - start;
    }

    /// A message that hangs does so each time; a pause of the machine does not.
    private boolean hangsAgain(Side side, byte[] message) {
        for (int i = 0; i < 3; i++) {
            if (takes(side, message, new ArrayList<>()) <= HANG_NANOS) {
                return false;
            }
        }
        return true;
    }
}
