package org.vmc.lab.xenapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A logged-in JSON-RPC 2.0 client. */
final class XapiClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;
    private final String session;

    XapiClient(XenApiServer server) {
        this(server.uri());
    }

    /** Logs in at an address. */
    XapiClient(URI server) {
        this(server, "session.login_with_password", "lab");
    }

    private XapiClient(URI server, String login, String password) {
        this.server = server;
        this.session = raw(login, List.of("root", password)).asText();
    }

    /** Logs in with a password. */
    static XapiClient withPassword(URI server, String password) {
        return new XapiClient(server, "session.login_with_password", password);
    }

    /** Logs in to a host by itself, whatever it is in its pool. */
    static XapiClient onHostAlone(URI host) {
        return new XapiClient(host, "session.slave_local_login_with_password", "lab");
    }

    /** Where another host of the lab answers. */
    static URI at(XenApiServer server, String address) {
        return URI.create("http://" + address + ":" + server.port());
    }

    String hostNamed(String name) {
        return call("host.get_by_name_label", name).path(0).asText();
    }

    String pool() {
        return call("pool.get_all").path(0).asText();
    }

    /** A refusal by the server. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final List<String> error;

        private Refused(List<String> error) {
            super(error.toString());
            this.error = List.copyOf(error);
        }

        List<String> error() {
            return error;
        }
    }

    String session() {
        return session;
    }

    JsonNode call(String method, Object... params) {
        var all = new ArrayList<>();
        all.add(session);
        all.addAll(List.of(params));
        return raw(method, all);
    }

    String text(String method, Object... params) {
        return call(method, params).asText();
    }

    String vmNamed(String name) {
        return call("VM.get_by_name_label", name).path(0).asText();
    }

    /** A halted VM cloned from a template. */
    String newVm(String template, String name) {
        var vm = text("VM.clone", vmNamed(template), name);
        call("VM.provision", vm);
        return vm;
    }

    /** A new disk that nothing is attached to. */
    String newDisk(String sr, long bytes) {
        return text(
                "VDI.create",
                Map.of(
                        "SR",
                        sr,
                        "virtual_size",
                        bytes,
                        "type",
                        "user",
                        "sharable",
                        false,
                        "read_only",
                        false,
                        "other_config",
                        Map.of()));
    }

    /**
     * A disk or CD in the next free slot of a VM.
     *
     * @param vdi the null reference for an empty drive
     * @param type {@code Disk} or {@code CD}
     */
    String newVbd(String vm, String vdi, String type) {
        return text(
                "VBD.create",
                Map.of(
                        "VM",
                        vm,
                        "VDI",
                        vdi,
                        "userdevice",
                        "autodetect",
                        "bootable",
                        false,
                        "mode",
                        type.equals("CD") ? "RO" : "RW",
                        "type",
                        type,
                        "empty",
                        vdi.equals("OpaqueRef:NULL"),
                        "other_config",
                        Map.of(),
                        "qos_algorithm_type",
                        "",
                        "qos_algorithm_params",
                        Map.of()));
    }

    void start(String vm) {
        call("VM.start", vm, false, false);
    }

    String powerState(String vm) {
        return text("VM.get_power_state", vm);
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(HttpRequest.newBuilder(server.resolve(path))
                .header("content-type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private JsonNode raw(String method, List<?> params) {
        try {
            var body = JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
            var reply = JSON.readTree(post("/jsonrpc", "application/json", body).body());
            if (reply.has("error")) {
                var error = new ArrayList<String>();
                error.add(reply.path("error").path("message").asText());
                reply.path("error").path("data").forEach(param -> error.add(param.asText()));
                throw new Refused(error);
            }
            return reply.path("result");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
