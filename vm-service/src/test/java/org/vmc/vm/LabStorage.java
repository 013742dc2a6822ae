package org.vmc.vm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** The SRs of the lab's pool, to add one, to promise its space to disks, and to fill it. */
public final class LabStorage implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long GIB = 1L << 30;
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("root:lab".getBytes(StandardCharsets.UTF_8));

    private final URI url;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String session;

    private LabStorage(URI url) {
        this.url = url;
        this.session = call("session.login_with_password", "root", "lab").asText();
    }

    /** Of the pool of {@link LabPool}. */
    public static LabStorage connected() {
        return new LabStorage(ConfigProvider.getConfig().getValue("vmc.xen.pools[0].url", URI.class));
    }

    /** Adds an SR of this size and returns its reference; one that is not shared is on the coordinator. */
    public String add(String name, String type, long sizeGib, boolean shared) {
        return call(
                        "SR.create",
                        session,
                        host("h1"),
                        Map.of(),
                        sizeGib * GIB,
                        name,
                        "of a test",
                        type,
                        "user",
                        shared,
                        Map.of())
                .asText();
    }

    /** Makes a disk of this size in the SR. */
    public String disk(String sr, long sizeGib) {
        return call(
                        "VDI.create",
                        session,
                        Map.of(
                                "SR",
                                sr,
                                "virtual_size",
                                sizeGib * GIB,
                                "type",
                                "user",
                                "sharable",
                                false,
                                "read_only",
                                false,
                                "other_config",
                                Map.of()))
                .asText();
    }

    public void destroyDisk(String vdi) {
        call("VDI.destroy", session, vdi);
    }

    /** Unplugs the SR from every host and forgets it. */
    public void forget(String sr) {
        call("SR.get_PBDs", session, sr).forEach(pbd -> call("PBD.unplug", session, pbd.asText()));
        call("SR.forget", session, sr);
    }

    /** Takes the SR away from one host. */
    public void unplug(String sr, String hostName) {
        String host = host(hostName);
        for (JsonNode pbd : call("SR.get_PBDs", session, sr)) {
            if (call("PBD.get_host", session, pbd.asText()).asText().equals(host)) {
                call("PBD.unplug", session, pbd.asText());
            }
        }
    }

    /** Something other than disks takes the rest of the SR, until the faults are cleared. */
    public void fill(String name) {
        send("/lab/faults", Map.of("kind", "sr-full", "sr", name));
    }

    /** Sets a host's clock wrong, until the faults are cleared. */
    public void skewClock(String host, int seconds) {
        send("/lab/faults", Map.of("kind", "clock-skew", "host", host, "seconds", Integer.toString(seconds)));
    }

    private String host(String name) {
        return call("host.get_by_name_label", session, name).path(0).asText();
    }

    private JsonNode call(String method, Object... params) {
        JsonNode answer =
                send("/jsonrpc", Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params)));
        if (answer.has("error")) {
            throw new IllegalStateException(method + " was refused with " + answer.path("error"));
        }
        return answer.path("result");
    }

    private JsonNode send(String path, Map<String, ?> body) {
        try {
            var request = HttpRequest.newBuilder(url.resolve(path))
                    .header("Authorization", AUTHORIZATION)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("The lab answered " + response.statusCode() + " " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        call("session.logout", session);
    }
}
