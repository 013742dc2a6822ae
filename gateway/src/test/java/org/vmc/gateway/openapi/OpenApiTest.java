package org.vmc.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;
import org.vmc.gateway.upstream.Everyone;

@GatewayTest
class OpenApiTest {
    private static final String VM = """
            {"openapi":"3.1.0","info":{"title":"vm"},"tags":[{"name":"vms"}],
             "paths":{"/api/v1/vms":{"get":{"tags":["vms"],"security":[{"JWT":[]}],
               "responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/State"}}}}}}},
              "/q/inside":{"get":{}}},
             "components":{"schemas":{"State":{"type":"string"},"Page":{"type":"object"}},
               "securitySchemes":{"JWT":{"type":"http"}}}}""";
    private static final String BUILD = """
            {"openapi":"3.1.0","paths":{"/api/v1/builds":{"get":{
               "responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/State"}}}}}}}},
             "components":{"schemas":{"State":{"type":"integer"},"Page":{"type":"object"}}}}""";

    private final ObjectMapper json;
    private final Everyone everyone;
    private final OpenApiDocumentService own;

    OpenApiTest(ObjectMapper json, Everyone everyone, OpenApiDocumentService own) {
        this.json = json;
        this.everyone = everyone;
        this.own = own;
    }

    @BeforeEach
    void servicesDescribeThemselves() {
        Surroundings.vm().answersJson(200, VM);
        Surroundings.storage().answersJson(200, "{\"openapi\":\"3.1.0\",\"paths\":{}}");
        Surroundings.build().answersJson(200, BUILD);
    }

    @Test
    void pathsOfAllServicesAreInOneDocument() throws Exception {
        var document = merged();
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.path("paths").properties())
                .extracting(path -> path.getKey())
                .contains("/api/v1/vms", "/api/v1/builds", "/api/v1/whoami", "/api/v1/events")
                .doesNotContain("/q/inside");
        assertThat(document.has("x-missing")).isFalse();
        assertThat(document.at("/paths/~1api~1v1~1vms/get").has("security")).isFalse();
        assertThat(document.at("/components/securitySchemes").size()).isOne();
    }

    @Test
    void clashingComponentsAreKeptApart() throws Exception {
        var document = merged();
        var reference = "/get/responses/200/content/application~1json/schema/$ref";
        assertThat(document.at("/components/schemas/State/type").asText()).isEqualTo("string");
        assertThat(document.at("/components/schemas/BuildState/type").asText()).isEqualTo("integer");
        assertThat(document.at("/paths/~1api~1v1~1vms" + reference).asText()).isEqualTo("#/components/schemas/State");
        assertThat(document.at("/paths/~1api~1v1~1builds" + reference).asText())
                .isEqualTo("#/components/schemas/BuildState");
        assertThat(document.at("/components/schemas").has("BuildPage")).isFalse();
    }

    @Test
    void serviceThatIsDownIsNamed() throws Exception {
        Surroundings.build().goDown();
        try {
            var document = merged();
            assertThat(json.convertValue(document.path("x-missing"), List.class))
                    .isEqualTo(List.of("build-service"));
            assertThat(document.path("paths").has("/api/v1/vms")).isTrue();
            assertThat(document.path("paths").has("/api/v1/builds")).isFalse();
        } finally {
            Surroundings.build().comeBack();
        }
    }

    /** A fresh one each time: the served one is kept for a while. */
    private ObjectNode merged() throws Exception {
        return new Documents(everyone, own, json).merged();
    }
}
