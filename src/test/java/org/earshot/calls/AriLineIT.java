package org.earshot.calls;

import org.earshot.ivr.LineContract;
import org.earshot.site.AsteriskInstance;
import org.earshot.site.TestAsterisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A line over ARI")
@ExtendWith(TestAsterisk.class)
@Tag("waits")
class AriLineIT extends LineContract {

    private static Exchange exchange;

    @BeforeAll
    static void connect(AsteriskInstance asterisk) throws Exception {
        exchange = new Exchange(asterisk);
    }

    @AfterAll
    static void disconnect() {
        exchange.close();
    }

    @Override
    protected Conversation ringing() {
        return new Telephone(exchange, "ari");
    }
}
