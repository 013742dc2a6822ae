package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.lab.guests.SimulatedGuests;

/** Statistics over HTTP, in both formats. */
class StatisticsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final XenApiServer server = XenApiServer.start(
            XenApiConfig.fast().withHosts(2, 8L << 30), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String pathAndQuery) {
        var separator = pathAndQuery.contains("?") ? "&" : "?";
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.uri()
                                            .resolve(pathAndQuery + separator + "session_id=" + client.session()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private JsonNode json(String pathAndQuery) {
        var response = get(pathAndQuery);
        assertThat(response.statusCode()).isEqualTo(200);
        try {
            return JSON.readTree(response.body());
        } catch (IOException notJson) {
            throw new AssertionError(notJson);
        }
    }

    private static List<String> xml(String document, String path) {
        try {
            var parsed = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
            var nodes = XPathFactory.newInstance().newXPath().evaluateExpression(path, parsed, XPathNodes.class);
            var texts = new ArrayList<String>();
            nodes.forEach(node -> texts.add(node.getTextContent()));
            return texts;
        } catch (Exception notXml) {
            throw new AssertionError(document, notXml);
        }
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private String runningVm() {
        var vm = client.newVm("debian-12", "web");
        client.call("VM.set_VCPUs_max", vm, 2);
        client.call("VM.set_VCPUs_at_startup", vm, 2);
        client.start(vm);
        await().until(() -> !client.text("VM.get_guest_metrics", vm).equals("OpaqueRef:NULL"));
        return client.text("VM.get_uuid", vm);
    }

    private static long ago(long seconds) {
        return Instant.now().getEpochSecond() - seconds;
    }

    @Test
    void updates_name_every_data_source_of_hosts_and_running_vms() {
        var vm = runningVm();
        var host =
                client.text("host.get_uuid", client.call("host.get_all").path(0).asText());

        var updates = json("/rrd_updates?start=" + ago(20) + "&cf=AVERAGE&interval=5&host=true&json=true");

        var legend = texts(updates.path("meta").path("legend"));
        for (var name : List.of(
                "cpu0",
                "cpu1",
                "cpu_usage",
                "memory",
                "memory_target",
                "memory_internal_free",
                "vif_0_rx",
                "vif_0_tx",
                "vbd_xvda_read",
                "vbd_xvda_write")) {
            assertThat(legend).contains("AVERAGE:vm:" + vm + ":" + name);
        }
        for (var name :
                List.of("cpu0", "cpu3", "cpu_avg", "loadavg", "memory_total_kib", "memory_free_kib", "pif_eth0_rx")) {
            assertThat(legend).contains("AVERAGE:host:" + host + ":" + name);
        }
        assertThat(updates.path("meta").path("columns").asText()).isEqualTo(Integer.toString(legend.size()));
        assertThat(updates.path("meta").path("step").asText()).isEqualTo("5");
        var rows = updates.path("data");
        assertThat(updates.path("meta").path("rows").asText()).isEqualTo(Integer.toString(rows.size()));
        assertThat(rows.path(0).path("t").asText())
                .isEqualTo(updates.path("meta").path("end").asText());
        assertThat(rows.path(0).path("values")).hasSize(legend.size());
        int memory = legend.indexOf("AVERAGE:host:" + host + ":memory_total_kib");
        rows.forEach(row -> assertThat(row.path("values").path(memory).asText()).isIn("8.3886e+06", "NaN"));
    }

    @Test
    void xml_tells_the_same_as_json() {
        runningVm();
        var query = "/rrd_updates?start=" + ago(30) + "&cf=AVERAGE&interval=5&host=true";

        var before = json(query + "&json=true");
        var response = get(query);
        var document = response.body();

        assertThat(response.headers().firstValue("content-type")).hasValue("text/xml");
        assertThat(xml(document, "/xport/meta/legend/entry"))
                .isEqualTo(texts(before.path("meta").path("legend")));
        assertThat(xml(document, "/xport/meta/step")).containsExactly("5");
        var last = before.path("data").path(1).path("t").asText();
        assertThat(xml(document, "/xport/data/row[t='" + last + "']/v"))
                .isEqualTo(texts(before.path("data").path(1).path("values")));
    }

    @ParameterizedTest
    @CsvSource({
        "60, 0, 5, AVERAGE",
        "60, 60, 60, AVERAGE",
        "1200, 0, 60, AVERAGE",
        "86400, 5, 3600, AVERAGE",
        "86400, 86400, 86400, AVERAGE",
        "900000, 0, 86400, AVERAGE",
        "60, 0, 60, MIN"
    })
    void the_archive_is_the_finest_that_reaches_back_far_enough(long ago, int interval, String step, String cf) {
        var meta = json("/rrd_updates?host=true&json=true&start=" + ago(ago) + "&interval=" + interval + "&cf=" + cf)
                .path("meta");

        assertThat(meta.path("step").asText()).isEqualTo(step);
        assertThat(texts(meta.path("legend"))).isNotEmpty().allMatch(entry -> entry.startsWith(cf + ":host:"));
    }

    @Test
    void one_vm_can_be_asked_for_and_hosts_are_left_out_unless_wanted() {
        var vm = runningVm();
        runningVm();

        var legend = texts(json("/rrd_updates?json=true&cf=AVERAGE&start=" + ago(10) + "&vm_uuid=" + vm)
                .path("meta")
                .path("legend"));

        assertThat(legend).isNotEmpty().allMatch(entry -> entry.startsWith("AVERAGE:vm:" + vm + ":"));
    }

    @Test
    void the_database_of_a_vm_has_all_archives_in_both_formats() {
        var vm = runningVm();

        var json = json("/vm_rrd?json=true&uuid=" + vm);
        var document = get("/vm_rrd?uuid=" + vm).body();

        assertThat(json.path("version").asText()).isEqualTo("0003");
        assertThat(json.path("ds").path(0).path("name").asText()).isEqualTo("cpu0");
        assertThat(texts(json.path("rra").findValue("pdp_per_row"))).isEmpty();
        var perRow = new ArrayList<String>();
        json.path("rra")
                .forEach(rra -> perRow.add(
                        rra.path("cf").asText() + " " + rra.path("pdp_per_row").asText() + " "
                                + rra.path("database").size()));
        assertThat(perRow)
                .containsExactly(
                        "AVERAGE 1 120",
                        "AVERAGE 12 120",
                        "MIN 12 120",
                        "MAX 12 120",
                        "AVERAGE 720 168",
                        "MIN 720 168",
                        "MAX 720 168",
                        "AVERAGE 17280 366",
                        "MIN 17280 366",
                        "MAX 17280 366");
        var sources = new ArrayList<String>();
        json.path("ds").forEach(source -> sources.add(source.path("name").asText()));
        assertThat(xml(document, "/rrd/ds/name")).isEqualTo(sources);
        assertThat(xml(document, "/rrd/rra/pdp_per_row")).hasSize(perRow.size());
        assertThat(xml(document, "/rrd/rra[1]/database/row")).hasSize(120);
        assertThat(xml(document, "/rrd/rra[1]/database/row[120]/v")).hasSize(sources.size());
    }

    @Test
    void the_database_of_a_host_is_that_of_the_coordinator_unless_named() {
        var other =
                client.text("host.get_uuid", client.call("host.get_all").path(1).asText());

        assertThat(xml(get("/host_rrd").body(), "/rrd/ds/name")).contains("cpu_avg", "memory_free_kib");
        assertThat(json("/host_rrd?json=true&uuid=" + other).path("step").asText())
                .isEqualTo("5");
    }

    @ParameterizedTest
    @CsvSource({
        "/rrd_updates, 400",
        "/rrd_updates?start=soon, 400",
        "/rrd_updates?start=0&interval=x, 400",
        "/vm_rrd, 400",
        "/vm_rrd?uuid=none, 404",
        "/host_rrd?uuid=none, 404"
    })
    void a_request_that_makes_no_sense_is_refused(String pathAndQuery, int status) {
        assertThat(get(pathAndQuery).statusCode()).isEqualTo(status);
    }
}
