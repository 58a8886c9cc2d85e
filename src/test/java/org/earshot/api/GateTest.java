package org.earshot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.earshot.http.Operation;
import org.earshot.http.Request;
import org.earshot.http.Response;
import org.earshot.rights.Grant;
import org.earshot.rights.Policy;
import org.earshot.rights.Relation;
import org.earshot.rights.Right;
import org.earshot.rights.Role;
import org.earshot.rights.Subject;
import org.earshot.rights.Target;
import org.earshot.rights.UnitPath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The gate")
class GateTest {

    private static final UUID ROOT = new UUID(0, 1);
    private static final UUID HERE = new UUID(0, 2);
    private static final UUID PERSON = new UUID(1, 1);
    private static final String WHY = "the reporter rang again";
    private static final Response THROUGH = new Response(204, null, Map.of());

    private final Policy policy = Policy.builtIn();
    private final List<String> leaves = new ArrayList<>();
    private int watched;

    /// A token is a role.
    private Optional<Subject> who(Request request) {
        return SessionToken.of(request)
                .flatMap(Role::named)
                .map(role -> new Subject(PERSON, Set.of(role), path(ROOT, HERE), Set.of()));
    }

    private Operation guarded(String act, Targets targets) {
        var gate =
                new Gate(
                        policy,
                        this::who,
                        (deed, details) ->
                                leaves.add(
                                        deed.what()
                                                + " "
                                                + deed.kind()
                                                + " "
                                                + deed.object()
                                                + " "
                                                + details),
                        (_, _, _, _) -> {});
        return Objects.requireNonNull(
                gate.guard(
                                Map.of("work", act),
                                Map.of("work", _ -> THROUGH),
                                Map.of("work", targets))
                        .get("work"));
    }

    @Test
    void lets_everybody_pass_to_what_is_public() throws Exception {
        assertThat(guarded("public", Targets.SITE).answer(as(""))).isEqualTo(THROUGH);
        assertThat(leaves).isEmpty();
    }

    @Test
    void lets_pass_who_is_signed_in_where_that_is_enough() throws Exception {
        var session = guarded("session", Targets.SITE);

        assertThat(session.answer(as("")).status()).isEqualTo(401);
        assertThat(session.answer(as("stranger")).status()).isEqualTo(401);
        assertThat(session.answer(as("agent"))).isEqualTo(THROUGH);
    }

    @Test
    void sends_strangers_to_sign_in_and_writes_no_leaf_of_them() throws Exception {
        var answer = guarded("flow.read", Targets.SITE).answer(as("stranger"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(leaves).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "flow.raed", "Public"})
    void does_not_open_for_an_operation_without_an_act(String act) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guarded(act, Targets.SITE))
                .withMessageContaining("work");
    }

    /// T04: each role, each act, each relation: let in where the policy says so and nowhere else,
    /// and as many leaves as denials.
    @Test
    void lets_in_as_the_policy_says_and_every_denial_is_a_leaf() throws Exception {
        int denials = 0;
        int asked = 0;
        for (Right right : Right.values()) {
            for (Relation relation : Relation.values()) {
                var operation = guarded(right.id(), _ -> List.of(at(relation)));
                for (Role role : Role.values()) {
                    Grant grant = policy.cell(role, right, relation);
                    boolean silent = operation.answer(as(role.id())).equals(THROUGH);
                    boolean withWhy = operation.answer(because(role.id(), WHY)).equals(THROUGH);
                    assertThat(silent).isEqualTo(grant == Grant.GRANTED);
                    assertThat(withWhy).isEqualTo(grant == Grant.GRANTED || grant == Grant.PURPOSE);
                    denials += (silent ? 0 : 1) + (withWhy ? 0 : 1);
                    asked += 2;
                }
            }
        }
        assertThat(asked).isGreaterThan(5_000);
        assertThat(leaves.stream().filter(leaf -> leaf.contains(".denied "))).hasSize(denials);
    }

    @Test
    void says_what_is_missing() throws Exception {
        var read = guarded("case.read", _ -> List.of(at(Relation.SAME)));
        assertThat(sentence(read.answer(as("agent")))).contains("case.read is not for agent");
        assertThat(sentence(read.answer(as("reviewer")))).contains("Earshot-Purpose");
        var unmask = guarded("identity.unmask", _ -> List.of(at(Relation.SAME)));
        assertThat(sentence(unmask.answer(because("supervisor", WHY)))).contains("two people");
        assertThat(leaves).hasSize(3);
    }

    @Test
    void a_purpose_is_in_the_log_and_may_be_in_any_language() throws Exception {
        var read = guarded("case.read", _ -> List.of(at(Relation.SAME)));
        var request = because("reviewer", "核对举报人的补充材料");

        assertThat(read.answer(request)).isEqualTo(THROUGH);

        assertThat(leaves).containsExactly("case.read work 7 核对举报人的补充材料");
        assertThat(
                        read.answer(
                                        headed(
                                                Map.of(
                                                        "cookie",
                                                        cookie("reviewer"),
                                                        Gate.PURPOSE,
                                                        "%zz")))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void all_targets_have_to_be_allowed() throws Exception {
        var move = guarded("staff.change", _ -> List.of(at(Relation.SAME), at(Relation.OTHER)));

        assertThat(move.answer(as("administrator")).status()).isEqualTo(403);
        assertThat(leaves).singleElement().asString().startsWith("staff.change.denied work 7 ");
    }

    @Test
    void what_cannot_be_written_down_is_not_answered() {
        var gate =
                new Gate(
                        policy,
                        this::who,
                        (_, _) -> {
                            throw new IllegalStateException("no log");
                        },
                        (_, _, _, _) -> watched++);
        var operation =
                Objects.requireNonNull(
                        gate.guard(
                                        Map.of("work", "case.read"),
                                        Map.of("work", _ -> THROUGH),
                                        Map.of("work", _ -> List.of(at(Relation.OWN))))
                                .get("work"));

        assertThatThrownBy(() -> operation.answer(as("agent"))).hasMessage("no log");
        assertThatThrownBy(() -> operation.answer(as("auditor"))).hasMessage("no log");
    }

    @Test
    void a_program_sends_its_token_as_a_bearer() throws Exception {
        var read = guarded("flow.read", Targets.SITE);

        assertThat(read.answer(headed(Map.of("authorization", "Bearer agent")))).isEqualTo(THROUGH);
        assertThat(read.answer(headed(Map.of("authorization", "Basic agent"))).status())
                .isEqualTo(401);
        assertThat(read.answer(headed(Map.of("cookie", "a=b; " + cookie("agent")))))
                .isEqualTo(THROUGH);
    }

    private static Target at(Relation relation) {
        var province = Target.of(path(ROOT, HERE));
        return switch (relation) {
            case OWN -> province.ownedBy(PERSON);
            case SAME -> province;
            case BELOW -> Target.of(path(ROOT, HERE, new UUID(0, 3)));
            case ABOVE -> Target.of(path(ROOT));
            case OTHER -> Target.of(path(ROOT, new UUID(0, 4)));
            case DELETED -> province.deleted();
            case NONE -> Target.SITE;
        };
    }

    private static UnitPath path(UUID... units) {
        return new UnitPath(Arrays.asList(units));
    }

    private static String sentence(Response answer) {
        assertThat(answer.status()).isEqualTo(403);
        return String.valueOf(answer.body());
    }

    private static Request as(String token) {
        return headed(Map.of("cookie", cookie(token)));
    }

    private static Request because(String token, String why) {
        var encoded = URLEncoder.encode(why, StandardCharsets.UTF_8);
        return headed(Map.of("cookie", cookie(token), Gate.PURPOSE, encoded));
    }

    private static String cookie(String token) {
        return SessionToken.COOKIE + "=" + token;
    }

    private static Request headed(Map<String, String> headers) {
        return new Request(
                Map.of("id", "7"),
                Map.of(),
                new HashMap<>(headers),
                MissingNode.getInstance(),
                "127.0.0.1");
    }
}
