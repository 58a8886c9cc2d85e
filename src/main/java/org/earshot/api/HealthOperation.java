package org.earshot.api;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether each part this process needs is up: 200 when all are, otherwise 503.
final class HealthOperation implements Operation {

    private static final Logger LOG = LoggerFactory.getLogger(HealthOperation.class);

    record HealthReply(String status, SortedMap<String, String> parts) {}

    private final Map<String, BooleanSupplier> parts;

    HealthOperation(Map<String, BooleanSupplier> parts) {
        this.parts = Map.copyOf(parts);
    }

    @Override
    public Response answer(Request request) {
        var states = new TreeMap<String, String>();
        parts.forEach((name, probe) -> states.put(name, word(isUp(name, probe))));
        boolean allUp = !states.containsValue(word(false));
        return Response.of(allUp ? 200 : 503, new HealthReply(word(allUp), states));
    }

    private static boolean isUp(String name, BooleanSupplier probe) {
        try {
            return probe.getAsBoolean();
        } catch (RuntimeException failure) {
            LOG.warn("The probe of {} failed, so it counts as down", name, failure);
            return false;
        }
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }
}
