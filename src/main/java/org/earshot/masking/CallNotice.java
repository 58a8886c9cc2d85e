package org.earshot.masking;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.earshot.telephony.CallId;

/// What a webhook is told of a call: a change of its state, or at the end its record.
///
/// @param id of the event: the same event told again has the same
record CallNotice(UUID id, CallId call, Kind kind, String body) {

    /// In the operators' words; `FEE` is the record of a call, `SMS` that of a short message,
    /// without its text.
    enum Kind {
        CALLIN,
        CALLOUT,
        ALERTING,
        ANSWER,
        DISCONNECT,
        FEE,
        SMS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    static CallNotice of(Kind kind, Cdr cdr, Instant at) {
        UUID id = id(cdr.id(), kind);
        ObjectNode body =
                JSON.createObjectNode()
                        .put("eventId", id.toString())
                        .put("eventType", kind.word())
                        .put("timestamp", at.toString());
        body.set("call", detail(kind, cdr));
        return new CallNotice(id, cdr.id(), kind, body.toString());
    }

    private static UUID id(CallId call, Kind kind) {
        return UUID.nameUUIDFromBytes(
                (call + " " + kind.word()).getBytes(StandardCharsets.US_ASCII));
    }

    private static ObjectNode detail(Kind kind, Cdr cdr) {
        return switch (kind) {
            case CALLIN, CALLOUT, ALERTING, ANSWER, DISCONNECT -> state(cdr);
            case FEE -> record(cdr);
            case SMS -> message(cdr);
        };
    }

    private static ObjectNode state(Cdr cdr) {
        ObjectNode call =
                JSON.createObjectNode()
                        .put("callId", cdr.id().toString())
                        .put("mode", cdr.mode().name())
                        .put("mask", cdr.mask())
                        .put("userData", cdr.userData());
        cdr.binding().ifPresent(id -> call.put("bindingId", id.toString()));
        cdr.caller().ifPresent(party -> call.put("caller", party));
        cdr.called().ifPresent(party -> call.put("called", party));
        cdr.display().ifPresent(mask -> call.put("display", mask));
        cdr.resultCode().ifPresent(code -> call.put("resultCode", code));
        return call;
    }

    private static ObjectNode record(Cdr cdr) {
        ObjectNode call = state(cdr).put("callInTime", cdr.callInAt().toString());
        putTime(call, "callOutTime", cdr.callOutAt());
        putTime(call, "alertingTime", cdr.alertingAt());
        putTime(call, "startTime", cdr.startAt());
        putTime(call, "releaseTime", cdr.releasedAt());
        call.put("answered", cdr.answeredAt().isPresent()).put("talkSec", cdr.talk().toSeconds());
        cdr.releasedBy().ifPresent(by -> call.put("releaseDir", by.number()));
        cdr.releaseCause().ifPresent(cause -> call.put("releaseCause", cause));
        return call;
    }

    private static ObjectNode message(Cdr cdr) {
        ObjectNode message = state(cdr).put("callInTime", cdr.callInAt().toString());
        putTime(message, "callOutTime", cdr.callOutAt());
        cdr.releaseCause().ifPresent(cause -> message.put("releaseCause", cause));
        return message;
    }

    private static void putTime(ObjectNode call, String name, Optional<Instant> at) {
        at.ifPresent(time -> call.put(name, time.toString()));
    }
}
