package org.earshot.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.earshot.api.HealthOperation.HealthReply;
import org.earshot.api.StatusOperation.StatusQuestion;
import org.earshot.api.StatusOperation.StatusReply;
import org.earshot.cases.ReporterStatus;
import org.earshot.cases.StatusAnswer;
import org.earshot.rights.Right;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Holds `openapi.yaml` and the Java side together.
@DisplayName("The contract")
@SuppressWarnings("NullAway") // parts that are never asked
class ContractTest {

    private final JsonNode contract = read();

    @Test
    void has_exactly_the_operations_that_are_bound() throws IOException {
        var operationIds =
                operations().map(operation -> operation.path("operationId").asText()).toList();

        // only named here, never asked
        var bound =
                Api.operations(
                                (_, _) -> new StatusAnswer.NotFound(),
                                new MaskingParts(null, null, _ -> false),
                                new FlowParts(null, null, null),
                                NobodysStaff.PARTS,
                                InstantSource.system(),
                                Map.of())
                        .keySet();

        assertThat(operationIds).containsExactlyInAnyOrderElementsOf(bound);
    }

    @Test
    void names_the_act_of_every_operation() throws IOException {
        var acts = Api.acts();

        operations()
                .map(operation -> operation.path("operationId").asText())
                .forEach(id ->
                        assertThat(acts.getOrDefault(id, "none"))
                                .as("x-act of " + id)
                                .matches(act ->
                                        act.equals(Gate.PUBLIC)
                                                || act.equals(Gate.SESSION)
                                                || Right.named(act).isPresent()));
    }

    @Test
    void is_open_to_everybody_where_a_reporter_or_a_stranger_has_to_ask_and_nowhere_else()
            throws IOException {
        var open = new TreeSet<String>();
        Api.acts()
                .forEach((id, act) -> {
                    if (act.equals(Gate.PUBLIC)) {
                        open.add(id);
                    }
                });

        assertThat(open)
                .containsExactly(
                        "askPasskey",
                        "askStatus",
                        "beginEnrolment",
                        "confirmEnrolment",
                        "giveCode",
                        "givePasskey",
                        "readHealth",
                        "readRelease",
                        "signIn");
    }

    @Test
    void names_the_fields_of_the_records() {
        Map.of(
                        "StatusQuestion", StatusQuestion.class,
                        "StatusReply", StatusReply.class,
                        "HealthReply", HealthReply.class,
                        "FlowBook", FlowLine.Book.class,
                        "FlowSince", FlowLine.Since.class,
                        "FlowDraft", FlowLine.Draft.class,
                        "FlowPersonKey", FlowView.PersonKey.class,
                        "FlowCounts", FlowCounts.class,
                        "FlowStepCount", FlowCounts.StepCount.class,
                        "FlowChangeView", FlowDraftView.ChangeView.class)
                .forEach(this::assertNamesAllRequired);
    }

    @Test
    void names_the_fields_of_the_records_of_a_flow() {
        Map.of(
                        "FlowCheckView", FlowCheckView.class,
                        "FlowFindingView", FlowCheckView.FindingView.class,
                        "FlowTimeView", FlowCheckView.TimeView.class,
                        "FlowStepView", FlowStepView.class,
                        "FlowPromptView", FlowStepView.PromptView.class,
                        "FlowWayView", FlowStepView.WayView.class,
                        "FlowDraftView", FlowDraftView.class,
                        "RightsView", RightsView.class,
                        "RightsLine", RightsView.Line.class,
                        "FlowRelease", FlowRelease.class)
                .forEach(this::assertNamesAllRequired);
    }

    @Test
    void names_the_fields_of_the_records_about_staff() {
        Map.of(
                        "PasswordForm", SessionOperations.PasswordForm.class,
                        "NextStep", SessionOperations.NextStep.class,
                        "CodeForm", SessionOperations.CodeForm.class,
                        "RecoveryCodes", SessionOperations.RecoveryCodes.class,
                        "InvitationForm", SessionOperations.InvitationForm.class,
                        "NewFactor", SessionOperations.NewFactor.class,
                        "PasswordChange", SessionOperations.PasswordChange.class,
                        "OwnPassword", SessionOperations.OwnPassword.class,
                        "SessionView", SessionOperations.SessionView.class)
                .forEach(this::assertNamesAllRequired);
        Map.of(
                        "PersonForm", PeopleOperations.PersonForm.class,
                        "RolesForm", PeopleOperations.RolesForm.class,
                        "Invitation", PeopleOperations.Invitation.class,
                        "SettleForm", PeopleOperations.SettleForm.class,
                        "PersonFile", PeopleOperations.PersonFile.class,
                        "PasskeyQuestionView", PasskeyOperations.PasskeyQuestionView.class,
                        "PasskeyAnswerForm", PasskeyOperations.PasskeyAnswerForm.class,
                        "PasskeyForm", PasskeyOperations.PasskeyForm.class,
                        "WorkView", WorkView.class)
                .forEach(this::assertNamesAllRequired);
    }

    @Test
    void names_the_fields_of_the_records_about_staff_that_have_optional_ones() {
        Map.of(
                        "PersonView", PersonView.class,
                        "PasskeyView", PasskeyOperations.PasskeyView.class,
                        "PersonChange", PeopleOperations.PersonChange.class,
                        "PledgeForm", PeopleOperations.PledgeForm.class,
                        "LeaveForm", PeopleOperations.LeaveForm.class,
                        "ConflictForm", PeopleOperations.ConflictForm.class,
                        "ConflictView", ConflictView.class,
                        "UnitView", UnitView.class,
                        "UnitForm", PeopleOperations.UnitForm.class)
                .forEach(this::assertNames);
    }

    private void assertNames(String schema, Class<?> record) {
        assertThat(names(contract.at("/components/schemas/" + schema + "/properties")))
                .as(schema)
                .isEqualTo(componentsOf(record));
    }

    private void assertNamesAllRequired(String schema, Class<?> record) {
        var described = contract.at("/components/schemas/" + schema);
        var fields = componentsOf(record);
        assertThat(names(described.path("properties"))).as(schema).isEqualTo(fields);
        assertThat(texts(described.path("required"))).as(schema).isEqualTo(fields);
    }

    @Test
    void names_the_fields_of_the_records_that_have_optional_ones() {
        Map.of(
                        "BindingForm", BindingForm.class,
                        "BindingUpdate", BindingUpdate.class,
                        "BindingView", BindingView.class,
                        "BindingQuestion", MaskingOperations.BindingQuestion.class,
                        "MaskForm", MaskForm.class,
                        "MaskView", MaskView.class,
                        "CdrQuestion", MaskingOperations.CdrQuestion.class,
                        "CdrView", CdrView.class,
                        "FlowLine", FlowLine.class,
                        "FlowView", FlowView.class)
                .forEach((schema, record) ->
                        assertThat(
                                        names(
                                                contract.at(
                                                        "/components/schemas/"
                                                                + schema
                                                                + "/properties")))
                                .as(schema)
                                .isEqualTo(componentsOf(record)));
    }

    @Test
    void lists_every_status_a_reporter_may_be_told() {
        var told =
                Arrays.stream(ReporterStatus.values())
                        .map(status -> status.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(texts(contract.at("/components/schemas/StatusReply/properties/status/enum")))
                .isEqualTo(told);
    }

    @Test
    void keeps_codes_and_parties_out_of_addresses() {
        assertThat(operations().flatMap(operation -> stream(operation.path("parameters"))))
                .isEmpty();
        assertThat(stream(contract.path("paths")).flatMap(path -> stream(path.path("parameters"))))
                .allMatch(parameter ->
                        Set.of("uuid", "flow-name", "language")
                                .contains(parameter.at("/schema/format").asText()));
        assertThat(names(contract.path("paths")))
                .allMatch(path -> path.matches("/v1/[a-z]+(/\\{(id|name)\\})?(/[a-z]+)?"));
    }

    @Test
    void says_what_each_operation_may_answer() {
        assertThat(names(contract.at("/paths/~1v1~1status/post/responses")))
                .containsExactly("200", "400", "404", "429", "503");
        assertThat(names(contract.at("/paths/~1v1~1health/get/responses")))
                .containsExactly("200", "503");
    }

    private Stream<JsonNode> operations() {
        return stream(contract.path("paths"))
                .flatMap(path -> Stream.of("get", "put", "post", "delete", "patch").map(path::path))
                .filter(operation -> !operation.isMissingNode());
    }

    private static Set<String> componentsOf(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(JsonNode node) {
        var names = new TreeSet<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        return stream(array).map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static JsonNode read() {
        try (var in = Api.contract()) {
            return new YAMLMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
