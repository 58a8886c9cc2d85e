package org.earshot.app;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.earshot.masking.OwnerSettings;
import org.earshot.masking.Party;
import org.earshot.masking.RetryLadder;
import org.earshot.masking.WebhookSettings;

/// The keys `masking.*`, made into what the packages want.
final class MaskingKeys {

    private MaskingKeys() {}

    /// Keys `masking.texts.*`.
    record Texts(List<Integer> retrySeconds) {

        RetryLadder ladder() {
            return MaskingKeys.ladder(retrySeconds);
        }

        Optional<String> problem() {
            return MaskingKeys.problem(this::ladder);
        }
    }

    private static RetryLadder ladder(List<Integer> seconds) {
        return new RetryLadder(seconds.stream().map(Duration::ofSeconds).toList());
    }

    /// Keys `masking.webhook.*`.
    record Webhook(String url, String secret, int timeoutSeconds, List<Integer> retrySeconds) {

        /// Empty: nobody wants to be told.
        Optional<WebhookSettings> settings() {
            return url.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new WebhookSettings(
                                    URI.create(url),
                                    secret.getBytes(StandardCharsets.UTF_8),
                                    Duration.ofSeconds(timeoutSeconds),
                                    ladder(retrySeconds)));
        }

        Optional<String> problem() {
            return MaskingKeys.problem(this::settings);
        }

        /// Never the secret.
        @Override
        public String toString() {
            return "Webhook[" + url + "]";
        }
    }

    /// Keys `masking.owner.*`.
    record Owner(String url, String secret, int timeoutSeconds, String fallback) {

        /// Empty: there is none, and masks in mode X are the hotline's own numbers.
        Optional<OwnerSettings> settings() {
            return url.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new OwnerSettings(
                                    URI.create(url),
                                    secret.getBytes(StandardCharsets.UTF_8),
                                    Duration.ofSeconds(timeoutSeconds),
                                    Optional.of(fallback)
                                            .filter(party -> !party.isEmpty())
                                            .map(Party::parse)));
        }

        Optional<String> problem() {
            return MaskingKeys.problem(this::settings);
        }

        /// Never the secret, nor the party.
        @Override
        public String toString() {
            return "Owner[" + url + "]";
        }
    }

    private interface Making {
        Object make();
    }

    private static Optional<String> problem(Making making) {
        try {
            making.make();
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }
}
