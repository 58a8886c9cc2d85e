package org.earshot.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.earshot.db.generated.Tables.AUDIT_LEAF;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.earshot.db.Database;
import org.earshot.http.Operation;
import org.earshot.http.Response;
import org.earshot.http.WebServer;
import org.earshot.http.WebSettings;
import org.earshot.masking.Parties;
import org.earshot.rights.Grant;
import org.earshot.rights.Policy;
import org.earshot.rights.Relation;
import org.earshot.rights.Right;
import org.earshot.rights.Role;
import org.earshot.site.TestPostgres;
import org.earshot.staff.Entrant;
import org.earshot.staff.House;
import org.earshot.staff.Person;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// T04: every role at every operation of the contract, on people and units in every relation, over
/// HTTP with real sessions. Behind the gate nothing is done, so that all can be asked.
@DisplayName("The rights, over HTTP")
@ExtendWith(TestPostgres.class)
@SuppressWarnings("NullAway.Init")
class RightsOverHttpIT {

    private static final String WHY = "the%20office%20asked%20for%20it";

    /// One operation, as the contract has it.
    private record Door(String method, String path, String id, Right right) {}

    private final Policy policy = Policy.builtIn();
    private final Map<Relation, UUID> units = new EnumMap<>(Relation.class);
    private final Map<Relation, UUID> people = new EnumMap<>(Relation.class);
    private final List<String> wrong = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private House house;
    private int port;
    private int denials;
    private int reasons;

    @Test
    void are_those_of_the_policy_and_every_denial_is_a_leaf(Database db, @TempDir Path directory)
            throws Exception {
        house = new House(db, directory);
        var nation = house.root.id();
        var province = house.unit(nation).id();
        units.put(Relation.ABOVE, nation);
        units.put(Relation.SAME, province);
        units.put(Relation.BELOW, house.unit(province).id());
        units.put(Relation.OTHER, house.unit(nation).id());
        for (var unit : units.entrySet()) {
            people.put(unit.getKey(), house.person(unit.getValue(), Role.AGENT).id());
        }
        var doors = doors();
        try (var gated = serve(db);
                http) {
            port = gated.port();
            for (Role role : Role.values()) {
                Person person = house.person(province, role);
                people.put(Relation.OWN, person.id());
                String token = Entrant.enrolled(house, person).enters().token();
                int before = leaves(db);
                denials = 0;
                reasons = 0;
                for (Door door : doors) {
                    tries(door, role, token);
                }
                assertThat(leaves(db) - before).as(role.id()).isEqualTo(denials + reasons);
            }
        }
        assertThat(doors).hasSizeGreaterThan(25);
        assertThat(wrong).isEmpty();
    }

    private void tries(Door door, Role role, String token) throws Exception {
        for (var at : places(door).entrySet()) {
            Grant grant = policy.cell(role, door.right(), at.getKey());
            boolean may = grant == Grant.GRANTED || grant == Grant.PURPOSE;
            check(door, role, at, may, status(door, at.getValue(), token, WHY));
            if (may) {
                reasons++;
            }
            if (grant == Grant.PURPOSE) {
                check(door, role, at, false, status(door, at.getValue(), token, ""));
            }
        }
    }

    private void check(
            Door door, Role role, Map.Entry<Relation, UUID> at, boolean may, int status) {
        if (status != (may ? 204 : 403)) {
            wrong.add(role.id() + " " + door.id() + " " + at.getKey() + ": " + status);
        }
        if (status == 403) {
            denials++;
        }
    }

    /// Where the object of an operation can stand.
    private Map<Relation, UUID> places(Door door) {
        if (door.id().matches("addPerson|addUnit|changeUnit")) {
            return units;
        }
        return door.path().startsWith("/v1/people/")
                ? people
                : Map.of(Relation.NONE, UUID.randomUUID());
    }

    private int status(Door door, UUID object, String token, String why) throws Exception {
        String path = door.path().replace("{id}", object.toString()).replace("{name}", "main");
        String body = body(door.id(), object);
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .method(
                                door.method(),
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!why.isEmpty()) {
            request.header("Earshot-Purpose", why);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static String body(String id, UUID object) {
        return switch (id) {
            case "addPerson" ->
                    "{\"signInName\":\"kim\",\"name\":\"Kim\",\"unit\":\"%s\"}".formatted(object);
            case "changePerson", "changeUnit" -> "{\"name\":\"Kim\"}";
            case "addUnit" -> "{\"parent\":\"%s\",\"name\":\"East\"}".formatted(object);
            case "setRoles" -> "{\"roles\":[\"agent\"]}";
            case "setPledge" -> "{\"until\":\"2027-02-28\"}";
            case "declareConflict" ->
                    "{\"unit\":\"%s\",\"why\":\"kin\"}".formatted(UUID.randomUUID());
            case "settleConflict" -> "{\"conflict\":\"%s\"}".formatted(UUID.randomUUID());
            case "createBinding" ->
                    "{\"mode\":\"AXB\",\"x\":\"95001\",\"a\":\"%s\",\"b\":\"%s\"}"
                            .formatted(Parties.A.text(), Parties.B.text());
            case "updateBinding" -> "{\"userData\":\"R-8\"}";
            case "putMask" -> "{\"number\":\"95001\",\"mode\":\"AXB\"}";
            case "leave", "queryBindings", "queryCdrs" -> "{}";
            default -> "";
        };
    }

    private WebServer serve(Database db) throws Exception {
        var doors = TestDoors.of(db, house, house.staff);
        var nothing = new HashMap<String, Operation>();
        Api.acts().keySet().forEach(id -> nothing.put(id, _ -> new Response(204, null, Map.of())));
        var gate =
                new Gate(
                        policy,
                        new StaffDoor(house.staff.sessions()),
                        doors.log()::record,
                        (_, _, _, _) -> {});
        return WebServer.start(
                WebSettings.loopback(0),
                Api.contract(),
                gate.guard(Api.acts(), nothing, new StaffTargets(house.staff).all()));
    }

    private static List<Door> doors() throws Exception {
        var doors = new ArrayList<Door>();
        try (var in = Api.contract()) {
            for (var path : new YAMLMapper().readTree(in).path("paths").properties()) {
                for (var operation : path.getValue().properties()) {
                    door(path.getKey(), operation.getKey(), operation.getValue())
                            .ifPresent(doors::add);
                }
            }
        }
        return doors;
    }

    private static Optional<Door> door(String path, String method, JsonNode operation) {
        return Right.named(operation.path("x-act").asText())
                .map(right ->
                        new Door(
                                method.toUpperCase(Locale.ROOT),
                                path,
                                operation.path("operationId").asText(),
                                right));
    }

    private static int leaves(Database db) {
        return requireNonNull(db.transact(tx -> tx.fetchCount(AUDIT_LEAF)));
    }
}
