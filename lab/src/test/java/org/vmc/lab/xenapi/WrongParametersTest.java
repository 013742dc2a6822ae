package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vmc.lab.guests.SimulatedGuests;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.model.Message;
import org.vmc.lab.xenapi.model.Type;
import org.vmc.lab.xenapi.model.XenClass;

/** Every message of every class with parameters that cannot work: a refusal, never a failure inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongParametersTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** They would end what the other cases need, or want a session of another kind before they look at parameters. */
    private static final Set<String> LEFT_OUT = Set.of(
            "session.logout", "session.local_logout", "host.emergency_ha_disable", "pool.emergency_reset_master");

    private static final Declaration DECLARATION = Declaration.load();

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<String> classes() {
        return DECLARATION.classes().stream().map(XenClass::name);
    }

    private static Stream<Message> messages(String className) {
        return DECLARATION.messages().stream()
                .filter(message -> message.className().equals(className))
                .filter(message -> message.kind() != Message.Kind.NAMED && !LEFT_OUT.contains(message.fullName()));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void references_to_nothing_are_refused(String className) {
        messages(className).forEach(message -> {
            for (var ref : List.of("OpaqueRef:nope", "OpaqueRef:NULL", "")) {
                var reply = call(message, fitting(message, ref));

                assertThat(reply).as("%s with %s", message.fullName(), ref).doesNotContain("Exception", "java.");
                if (message.kind() == Message.Kind.IMPLICIT && takesItself(message)) {
                    assertThat(reply)
                            .as("%s with %s", message.fullName(), ref)
                            .contains("\"HANDLE_INVALID\",\"" + className + "\",\"" + ref + "\"");
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("classes")
    void a_reference_to_an_object_of_another_class_is_refused(String className) {
        var other = className.equals("host") ? "pool" : "host";
        var ref = client.call(other + ".get_all").path(0).asText();

        messages(className)
                .filter(message -> message.kind() == Message.Kind.IMPLICIT && takesItself(message))
                .forEach(message -> assertThat(call(message, fitting(message, ref)))
                        .as(message.fullName())
                        .contains("\"HANDLE_INVALID\",\"" + className + "\",\"" + ref + "\""));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void values_of_another_type_are_refused(String className) {
        messages(className)
                .filter(message -> !message.params().isEmpty())
                .filter(message -> !(message.params().getFirst().type() instanceof Type.Struct))
                .forEach(message -> {
                    var wrong = new ArrayList<>(fitting(message, "OpaqueRef:nope"));
                    wrong.set(0, misfit(message.params().getFirst().type()));

                    assertThat(call(message, wrong))
                            .as(message.fullName())
                            .containsAnyOf("\"INTERNAL_ERROR\",\"Failure(", "NOT_IMPLEMENTED")
                            .doesNotContain("Exception", "java.");
                });
    }

    @ParameterizedTest
    @MethodSource("classes")
    void a_parameter_too_many_is_refused(String className) {
        messages(className).forEach(message -> {
            var tooMany = new ArrayList<>(fitting(message, "OpaqueRef:nope"));
            tooMany.add("more");

            assertThat(call(message, tooMany))
                    .as(message.fullName())
                    .contains("\"MESSAGE_PARAMETER_COUNT_MISMATCH\",\"" + message.fullName() + "\",\""
                            + message.requiredParams() + "\",\"" + tooMany.size() + "\"");
        });
    }

    private static boolean takesItself(Message message) {
        return !message.params().isEmpty() && message.params().getFirst().name().equals("self");
    }

    private static List<Object> fitting(Message message, String ref) {
        var values = new ArrayList<>();
        for (var param : message.params()) {
            values.add(fitting(param.type(), ref));
        }
        return values;
    }

    private static Object fitting(Type type, String ref) {
        return switch (type) {
            case Type.Basic.STRING, Type.Basic.VOID -> "none";
            case Type.Basic.INT -> 0;
            case Type.Basic.FLOAT -> 0.0;
            case Type.Basic.BOOL -> false;
            case Type.Basic.DATETIME -> "20260101T00:00:00Z";
            case Type.Enumeration(var name) ->
                DECLARATION.enumeration(name).stream().findFirst().orElse("none");
            case Type.Reference ignored -> ref;
            case Type.SetOf ignored -> List.of();
            case Type.MapOf ignored -> Map.of();
            case Type.Struct ignored -> Map.of();
        };
    }

    private static Object misfit(Type type) {
        return switch (type) {
            case Type.Basic.INT, Type.Basic.FLOAT -> "no number";
            case Type.SetOf ignored -> Map.of("a", "b");
            case Type.MapOf ignored -> List.of("a");
            case Type.Basic ignored -> List.of();
            case Type.Enumeration ignored -> "frob";
            case Type.Reference ignored -> true;
            case Type.Struct ignored -> true;
        };
    }

    private String call(Message message, List<?> params) {
        var all = new ArrayList<>();
        if (message.needsSession()) {
            all.add(client.session());
        }
        all.addAll(params);
        try {
            var body = JSON.writeValueAsString(Map.of("id", 1, "method", message.fullName(), "params", all));
            return client.post("/jsonrpc", "application/json", body).body();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
