package org.earshot.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The shield's settings")
class ShieldSettingsTest {

    private static final String PLACES =
            """
            outer: {listen: ["udp:192.0.2.1:5060", "tls:192.0.2.1:5061"], peers: ["udp:198.51.100.7:5060"]}
            inner: {listen: ["udp:127.0.0.1:5070"], peers: ["udp:127.0.0.1:5080"]}
            """;

    @Test
    void need_no_more_than_addresses() throws JsonProcessingException {
        ShieldSettings settings = read("");
        assertThat(settings.layout().outer().tlsPort()).isEqualTo(5061);
        assertThat(settings.outer().points(Side.OUTER)).hasSize(2);
        assertThat(settings.admission().callsPerSecond()).isEqualTo(500);
        assertThat(settings.dial().limits().refused()).contains("+1900");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "outr: {} | unknown key 'outr'",
                "admission: {burst: 0} | admission.burst must be at least 1, got 0",
                "dial: {zone: Nowhere/Land} | dial:",
                "dial: {refused: ['49']} | '49' is no prefix",
                "tls: {clients: maybe} | tls.clients must be none, wanted or required, got 'maybe'",
                "shown-default: '+4930 123' | shown-default must be digits or a short name",
                "inner: {own: 'host:1'} | 'udp:host:1' is not an address",
                "inner: {allowed: ['10.0.0.0/99']} | inner:",
                "inner: {peers: []} | inner.peers must name at least one address",
                "outer: {listen: ['udp:0.0.0.0:5060']} | outer.own must name the address"
            })
    void that_are_wrong_are_named(String wrong, String complaint) {
        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(ShieldUnusable.class)
                .hasMessageContaining(complaint);
    }

    private static ShieldSettings read(String more) throws JsonProcessingException {
        var yaml = new YAMLMapper();
        var settings = (com.fasterxml.jackson.databind.node.ObjectNode) yaml.readTree(PLACES);
        if (!more.isEmpty()) {
            yaml.readTree(more)
                    .properties()
                    .forEach(entry -> {
                        var standing = settings.get(entry.getKey());
                        if (standing == null) {
                            settings.set(entry.getKey(), entry.getValue());
                        } else {
                            entry.getValue()
                                    .properties()
                                    .forEach(change ->
                                            ((com.fasterxml.jackson.databind.node.ObjectNode)
                                                            standing)
                                                    .set(change.getKey(), change.getValue()));
                        }
                    });
        }
        return ShieldSettings.of(settings, "shield.json");
    }
}
