package org.earshot.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.earshot.api.StatusOperation.StatusBook;
import org.earshot.cases.CaseDesk;
import org.earshot.http.Extensions;
import org.earshot.http.Operation;
import org.earshot.http.Pages;
import org.earshot.http.Response;
import org.earshot.http.WebServer;
import org.earshot.http.WebSettings;
import org.earshot.rights.Policy;

/// The operations of `openapi.yaml`, each bound to one plain method.
public final class Api {

    private static final Policy POLICY = Policy.builtIn();

    private Api() {}

    /// Serves the API and the pages until the server is closed.
    ///
    /// @param doors who may come in, and who writes that down
    /// @param parts what this process needs, and whether it is up; asked at each look at the health
    /// @throws IOException when the port cannot be had
    public static WebServer serve(
            WebSettings settings,
            CaseDesk desk,
            MaskingParts masking,
            FlowParts flows,
            DoorParts doors,
            InstantSource clock,
            Map<String, BooleanSupplier> parts)
            throws IOException {
        return WebServer.start(
                settings,
                contract(),
                operations(desk::status, masking, flows, doors, clock, parts),
                Pages.of("/web"));
    }

    /// By `operationId`, each behind the [Gate].
    static Map<String, Operation> operations(
            StatusBook book,
            MaskingParts masking,
            FlowParts flows,
            DoorParts doors,
            InstantSource clock,
            Map<String, BooleanSupplier> parts)
            throws IOException {
        var staff = doors.staff();
        var operations = new HashMap<>(new MaskingOperations(masking, clock).all());
        operations.putAll(new FlowOperations(flows).all());
        var door = new StaffDoor(staff.sessions());
        operations.putAll(new SessionOperations(staff, door).all());
        operations.putAll(new PeopleOperations(staff, door).all());
        operations.putAll(new PasskeyOperations(staff.passkeys(), door).all());
        operations.put("askStatus", new StatusOperation(book));
        operations.put("readRights", _ -> Response.ok(RightsView.of(POLICY)));
        operations.put("readRelease", _ -> Response.ok(FlowRelease.of(flows)));
        operations.put("readHealth", new HealthOperation(parts));
        var gate =
                new Gate(
                        POLICY,
                        door,
                        (deed, details) -> doors.log().record(deed, details),
                        (who, decision, object, isAboutSelf) ->
                                doors.watch().saw(who, decision, object, isAboutSelf));
        return gate.guard(acts(), operations, new StaffTargets(staff).all());
    }

    /// The act of each operation, by `operationId`.
    static Map<String, String> acts() throws IOException {
        return Extensions.of(contract(), "x-act");
    }

    static InputStream contract() {
        return Objects.requireNonNull(
                Api.class.getResourceAsStream("/openapi.yaml"), "openapi.yaml");
    }
}
