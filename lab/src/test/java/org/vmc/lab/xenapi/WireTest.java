package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.lab.guests.SimulatedGuests;

/** What travels over HTTP, byte for byte where clients depend on it. */
class WireTest {

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));
    private final XapiClient client = new XapiClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    private String xml(String method, String... params) {
        var body =
                new StringBuilder("<?xml version='1.0'?><methodCall><methodName>" + method + "</methodName><params>");
        for (var param : params) {
            body.append("<param><value>").append(param).append("</value></param>");
        }
        return client.post(
                        "/", "text/xml", body.append("</params></methodCall>").toString())
                .body();
    }

    private String json2(String method, String params) {
        var body = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}";
        return client.post("/jsonrpc", "application/json", body).body();
    }

    private String json1(String method, String params) {
        var body = "{\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + "}";
        return client.post("/jsonrpc", "application/json", body).body();
    }

    private static String xmlFailure(String... parts) {
        var text = new StringBuilder(
                "<?xml version=\"1.0\"?><methodResponse><params><param><value><struct><member><name>"
                        + "Status</name><value>Failure</value></member><member><name>ErrorDescription</name><value><array><data>");
        for (var part : parts) {
            text.append("<value>").append(part).append("</value>");
        }
        return text + "</data></array></value></member></struct></value></param></params></methodResponse>";
    }

    @Test
    void a_session_is_needed_also_by_messages_without_parameters() {
        assertThat(xml("VM.get_all")).isEqualTo(xmlFailure("MESSAGE_PARAMETER_COUNT_MISMATCH", "VM.get_all", "0", "0"));
        assertThat(json2("VM.get_all", "[5]")).contains("\"SESSION_INVALID\"");
    }

    private static String xmlSuccess(String value) {
        return "<?xml version=\"1.0\"?><methodResponse><params><param><value><struct><member><name>Status</name><value>"
                + "Success</value></member><member><name>Value</name><value>" + value
                + "</value></member></struct></value></param></params></methodResponse>";
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/RPC2", "/json", "/xmlrpc"})
    void xml_is_spoken_on_its_paths_with_the_exact_content_type(String path) {
        var reply =
                client.post(path, "text/xml", "<methodCall><methodName>VM.get_all</methodName><params/></methodCall>");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("content-type")).hasValue("text/xml");
        assertThat(reply.headers().firstValue("cache-control")).hasValue("no-cache, no-store");
    }

    @Test
    void json_is_spoken_in_both_versions_with_the_exact_content_type() {
        var reply = client.post(
                "/jsonrpc", "application/json", "{\"method\":\"system.listMethods\",\"params\":[],\"id\":1}");

        assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(json2("VM.get_all", "[\"OpaqueRef:bad\"]"))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":1,\"message\":\"SESSION_INVALID\","
                        + "\"data\":[\"OpaqueRef:bad\"]},\"id\":7}");
        assertThat(json1("VM.get_all", "[\"OpaqueRef:bad\"]"))
                .isEqualTo("{\"result\":null,\"error\":[\"SESSION_INVALID\",\"OpaqueRef:bad\"],\"id\":7}");
    }

    @Test
    void an_unknown_session_is_refused() {
        assertThat(xml("VM.get_all", "<string>OpaqueRef:bad</string>"))
                .isEqualTo(xmlFailure("SESSION_INVALID", "OpaqueRef:bad"));
    }

    @Test
    void a_session_ends_with_its_logout() {
        assertThat(xml("session.logout", client.session())).isEqualTo(xmlSuccess(""));

        assertThat(xml("VM.get_all", client.session())).isEqualTo(xmlFailure("SESSION_INVALID", client.session()));
    }

    @Test
    void an_unknown_message_is_refused() {
        assertThat(xml("VM.frob", client.session())).isEqualTo(xmlFailure("MESSAGE_METHOD_UNKNOWN", "VM.frob"));
        assertThat(xml("VM.set_power_state", client.session(), "x", "Halted"))
                .isEqualTo(xmlFailure("MESSAGE_METHOD_UNKNOWN", "VM.set_power_state"));
    }

    @Test
    void a_known_message_this_server_lacks_is_told_apart() {
        assertThat(xml("VM.send_trigger", client.session(), "x", "nmi"))
                .isEqualTo(xmlFailure("NOT_IMPLEMENTED", "VM.send_trigger"));
    }

    @Test
    void a_wrong_number_of_parameters_is_refused_without_counting_the_session() {
        assertThat(xml("VM.start", client.session(), "x"))
                .isEqualTo(xmlFailure("MESSAGE_PARAMETER_COUNT_MISMATCH", "VM.start", "3", "1"));
        assertThat(xml("VM.get_all", client.session(), "x"))
                .isEqualTo(xmlFailure("MESSAGE_PARAMETER_COUNT_MISMATCH", "VM.get_all", "0", "1"));
    }

    @Test
    void a_value_of_the_wrong_type_is_refused() {
        assertThat(xml("VM.set_VCPUs_max", client.session(), "x", "<boolean>1</boolean>"))
                .isEqualTo(xmlFailure("INTERNAL_ERROR", "Failure(&quot;Expected int64, got 'B(true)'&quot;)"));
        assertThat(xml("VM.set_actions_after_crash", client.session(), "x", "frob"))
                .isEqualTo(xmlFailure("INTERNAL_ERROR", "Failure(&quot;Unknown tag/contents&quot;)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "<string>2</string>", "<int>2</int>", "<i4>2</i4>"})
    void an_integer_may_come_in_several_ways(String two) {
        var vm = client.newVm("debian-12", "a");

        assertThat(xml("VM.set_VCPUs_max", client.session(), vm, two)).isEqualTo(xmlSuccess(""));
        assertThat(xml("VM.get_VCPUs_max", client.session(), vm)).isEqualTo(xmlSuccess("2"));
    }

    @Test
    void a_bad_reference_or_uuid_is_refused_with_its_class() {
        assertThat(xml("VM.get_record", client.session(), "OpaqueRef:nope"))
                .isEqualTo(xmlFailure("HANDLE_INVALID", "VM", "OpaqueRef:nope"));
        assertThat(xml("VM.get_record", client.session(), "OpaqueRef:NULL"))
                .isEqualTo(xmlFailure("HANDLE_INVALID", "VM", "OpaqueRef:NULL"));
        assertThat(xml("VM.start", client.session(), "OpaqueRef:nope", "<boolean>0</boolean>", "<boolean>0</boolean>"))
                .isEqualTo(xmlFailure("HANDLE_INVALID", "VM", "OpaqueRef:nope"));
        assertThat(xml("VM.get_by_uuid", client.session(), "nope")).isEqualTo(xmlFailure("UUID_INVALID", "VM", "nope"));
    }

    @Test
    void accessors_have_no_asynchronous_form() {
        assertThat(xml("Async.VM.get_all", client.session()))
                .isEqualTo(xmlFailure("Fault", "No async mode for this operation (rpc: VM.get_all)"));
    }

    @Test
    void the_list_of_methods_needs_no_session_and_has_no_status() {
        assertThat(xml("system.listMethods"))
                .startsWith("<?xml version=\"1.0\"?><methodResponse><params><param><value><array><data><value>session.")
                .contains("<value>VM.start</value>", "<value>VM.get_allowed_operations</value>");
    }

    @Test
    void a_map_takes_a_key_once_and_forgets_it_quietly() {
        var vm = client.newVm("debian-12", "a");
        var key = new String[] {client.session(), vm, "k"};

        assertThat(xml("VM.add_to_other_config", key[0], key[1], key[2], "1")).isEqualTo(xmlSuccess(""));
        assertThat(xml("VM.add_to_other_config", key[0], key[1], key[2], "2"))
                .isEqualTo(xmlFailure("MAP_DUPLICATE_KEY", "VM", "other_config", vm, "k"));
        assertThat(xml("VM.remove_from_other_config", key)).isEqualTo(xmlSuccess(""));
        assertThat(xml("VM.remove_from_other_config", key)).isEqualTo(xmlSuccess(""));
    }

    @Test
    void a_record_without_a_required_field_is_refused_by_name() {
        assertThat(xml("VM.create", client.session(), "<struct/>"))
                .isEqualTo(xmlFailure(
                        "INTERNAL_ERROR", "Server_helpers.Dispatcher_FieldNotFound(&quot;user_version&quot;)"));
        assertThat(xml(
                        "VIF.create",
                        client.session(),
                        "<struct><member><name>device</name><value>0</value></member></struct>"))
                .isEqualTo(
                        xmlFailure("INTERNAL_ERROR", "Server_helpers.Dispatcher_FieldNotFound(&quot;network&quot;)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<nope",
                "",
                "<methodCall/>",
                "<methodCall><methodName>VM.get_all</methodName><params><param/></params></methodCall>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><methodCall><methodName>&b;</methodName></methodCall>"
            })
    void a_body_that_is_no_xml_call_gets_an_error_page(String body) {
        var reply = client.post("/", "text/xml", body);

        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.headers().firstValue("content-type")).hasValue("text/html");
        assertThat(reply.body())
                .startsWith("<html><body><h1>HTTP 500 internal server error</h1>")
                .doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "", "[]", "7", "{\"method\":5}", "{\"method\":\"a\",\"params\":{}}"})
    void a_body_that_is_no_json_call_gets_an_error_page(String body) {
        assertThat(client.post("/jsonrpc", "application/json", body).statusCode())
                .isEqualTo(500);
    }

    @Test
    void deeply_nested_bodies_are_refused() {
        var xml =
                "<methodCall><methodName>VM.get_all</methodName><params><param>" + "<value><array><data>".repeat(5000);
        var json = "{\"method\":\"VM.get_all\",\"params\":" + "[".repeat(5000);

        assertThat(client.post("/", "text/xml", xml).statusCode()).isEqualTo(500);
        assertThat(client.post("/jsonrpc", "application/json", json).statusCode())
                .isEqualTo(500);
    }

    @Test
    void other_paths_are_not_served() {
        assertThat(client.post("/etc/passwd", "text/xml", "").statusCode()).isEqualTo(404);
    }
}
