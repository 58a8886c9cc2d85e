package org.earshot.masking;

import java.net.URI;
import java.time.Duration;

/// Who is told of masked calls. Keys: `masking.webhook.*`.
///
/// @param url where events are posted to
/// @param secret with which they are signed; the receiver has it too
/// @param timeout for one attempt
/// @param retries when an event that was not taken is sent again
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WebhookSettings(URI url, byte[] secret, Duration timeout, RetryLadder retries) {

    public WebhookSettings {
        String scheme = String.valueOf(url.getScheme());
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException(
                    "masking.webhook.url must begin with https:// or http://, got " + url);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "masking.webhook.timeout-seconds must be at least 1, got "
                            + timeout.toSeconds());
        }
        if (secret.length < 16) {
            throw new IllegalArgumentException(
                    "masking.webhook.secret must have at least 16 bytes, has " + secret.length);
        }
    }

    @Override
    public String toString() {
        return "WebhookSettings[" + url + "]";
    }
}
