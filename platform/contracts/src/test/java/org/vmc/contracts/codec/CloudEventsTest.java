package org.vmc.contracts.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vmc.contracts.CloudEvent;
import org.vmc.contracts.Topics;
import org.vmc.contracts.UnknownPayload;
import org.vmc.contracts.vm.VmReady;
import org.vmc.contracts.vm.VmStarted;

class CloudEventsTest {

    private static final URI SOURCE = URI.create("/vmc/vm-service");
    private static final Instant TIME = Instant.parse("2026-11-23T05:34:12.345Z");

    static List<EventCatalogue.Entry> entries() {
        return EventCatalogue.entries();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyTypeSurvivesTheWire(EventCatalogue.Entry entry) {
        CloudEvent event = CloudEvent.of("op/step", SOURCE, TIME, Samples.of(entry.payload()))
                .withCorrelationId("c-1")
                .withCausationId("e-0")
                .withTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        assertThat(CloudEvents.decode(CloudEvents.encode(event))).isEqualTo(event);
        assertThat(event.type()).isEqualTo(entry.type());
        assertThat(CloudEvent.topicOf(event.data())).isEqualTo(entry.topic());
    }

    @Test
    void writesTheStructuredFormat() {
        CloudEvent event = CloudEvent.of("e-1", SOURCE, TIME, new VmStarted(Samples.ID, "ci-1", "h1", null))
                .withCorrelationId("c-1");

        assertThat(new String(CloudEvents.encode(event), UTF_8)).isEqualTo("""
                {"specversion":"1.0","id":"e-1","source":"/vmc/vm-service","type":"org.vmc.vm.started.v1",\
                "subject":"0193b3a0-0000-7000-8000-000000000001","time":"2026-11-23T05:34:12.345Z",\
                "datacontenttype":"application/json","correlationid":"c-1",\
                "data":{"vmId":"0193b3a0-0000-7000-8000-000000000001","name":"ci-1","hostName":"h1"}}""");
    }

    @Test
    void keepsDataOfAnUnknownTypeAndPassesItOnUnchanged() {
        String arrived = envelope("org.vmc.vm.levitated.v9", "{\"heightMetres\":3,\"deep\":{\"list\":[1,null]}}");

        CloudEvent event = CloudEvents.decode(arrived.getBytes(UTF_8));

        assertThat(event.data()).isInstanceOf(UnknownPayload.class);
        assertThat(new String(CloudEvents.encode(event), UTF_8))
                .contains("\"data\":{\"heightMetres\":3,\"deep\":{\"list\":[1,null]}}");
    }

    @Test
    void ignoresFieldsOfALaterVersionAndKeepsExtensions() {
        String arrived = envelope("org.vmc.vm.started.v1", """
                {"vmId":"%s","name":"ci-1","hostName":"h1","moonPhase":"full"}""".formatted(Samples.ID))
                .replace("\"data\"", "\"sequence\":7,\"data\"");

        CloudEvent event = CloudEvents.decode(arrived.getBytes(UTF_8));

        assertThat(event.data()).isEqualTo(new VmStarted(Samples.ID, "ci-1", "h1", null));
        assertThat(event.extensions()).containsEntry("sequence", IntNode.valueOf(7));
        assertThat(CloudEvents.decode(CloudEvents.encode(event))).isEqualTo(event);
    }

    @Test
    void readsTimesWithAnOffset() {
        String arrived = envelope("org.vmc.vm.levitated.v9", "{}").replace("05:34:12.345Z", "06:34:12.345+01:00");

        assertThat(CloudEvents.decode(arrived.getBytes(UTF_8)).time()).isEqualTo(TIME);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "specversion | specversion",
                "id          | id",
                "source      | source",
                "type        | type",
                "subject     | subject",
                "time        | time"
            })
    void namesAMissingAttribute(String attribute, String named) {
        String arrived = envelope("org.vmc.vm.levitated.v9", "{}").replace("\"" + attribute + "\"", "\"x\"");

        assertThatThrownBy(() -> CloudEvents.decode(arrived.getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "hello                                                               | Not JSON",
                "                                                                    | Not a CloudEvent",
                "[]                                                                  | Not a CloudEvent",
                "{\"specversion\":\"0.3\"}                                           | specversion",
                "{\"specversion\":1}                                                 | specversion"
            },
            emptyValue = "",
            nullValues = "null")
    void refusesWhatIsNoCloudEvent(String value, String named) {
        assertThatThrownBy(() -> CloudEvents.decode(value == null ? new byte[0] : value.getBytes(UTF_8)))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"vmId\":\"%s\",\"name\":\"ci-1\"}                           | hostName",
                "{\"vmId\":\"%s\",\"name\":null,\"hostName\":\"h1\"}           | name",
                "{\"vmId\":\"not a uuid\",\"name\":\"ci-1\",\"hostName\":\"h\"}| UUID",
                "{\"vmId\":\"%s\",\"name\":{\"a\":1},\"hostName\":\"h1\"}      | String",
                "[1]                                                           | vmId"
            })
    void refusesDataThatDoesNotFitItsType(String data, String named) {
        byte[] arrived =
                envelope("org.vmc.vm.started.v1", data.formatted(Samples.ID)).getBytes(UTF_8);

        assertThatThrownBy(() -> CloudEvents.decode(arrived))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(named)
                .hasMessageContaining("org.vmc.vm.started.v1");
    }

    @Test
    void refusesAnUnknownValueOfAnEnumeration() {
        byte[] arrived = new String(
                        CloudEvents.encode(
                                CloudEvent.of(SOURCE, TIME, Samples.of(org.vmc.contracts.build.BuildStarted.class))),
                        UTF_8)
                .replace("\"LOCAL\"", "\"ORBITAL\"")
                .getBytes(UTF_8);

        assertThatThrownBy(() -> CloudEvents.decode(arrived)).isInstanceOf(MalformedEventException.class);
    }

    @Test
    void refusesToWrapAPayloadWithoutAType() {
        assertThatThrownBy(() -> CloudEvent.of(SOURCE, TIME, new UnknownPayload(Samples.ID, IntNode.valueOf(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void typesAreNamedAfterTheirAreaAndLiveOnKnownTopics() {
        assertThat(EventCatalogue.entries())
                .allSatisfy(entry -> assertThat(entry.type()).matches("org\\.vmc\\.[a-z.-]+\\.v[0-9]+"));
        assertThat(EventCatalogue.topics())
                .containsExactlyInAnyOrder(
                        Topics.VM,
                        Topics.HOST,
                        Topics.STORAGE,
                        Topics.BUILD,
                        Topics.OPERATION,
                        Topics.AUDIT,
                        Topics.REQUESTS);
        assertThat(EventCatalogue.find("org.vmc.vm.ready.v1"))
                .hasValueSatisfying(entry -> assertThat(entry.payload()).isEqualTo(VmReady.class));
        assertThat(EventCatalogue.find("org.vmc.vm.ready.v0")).isEmpty();
    }

    private static String envelope(String type, String data) {
        return """
                {"specversion":"1.0","id":"e-1","source":"/x","type":"%s","subject":"%s",\
                "time":"2026-11-23T05:34:12.345Z","data":%s}""".formatted(type, Samples.ID, data);
    }
}
