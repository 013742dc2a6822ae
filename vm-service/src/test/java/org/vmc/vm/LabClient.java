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
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.vmc.vm.xen.PoolEndpoint;
import org.vmc.vm.xen.PoolTrust;
import org.vmc.vm.xen.XenChange;
import org.vmc.vm.xen.XenEvents;
import org.vmc.vm.xen.XenPool;
import org.vmc.vm.xen.XenRefused;
import org.vmc.vm.xen.XenVm;

/** What a test wants of the lab's pool: to see what is really there, and to make it go wrong. */
public final class LabClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("root:lab".getBytes(StandardCharsets.UTF_8));

    private static final int TRIES = 10;

    private final URI url;
    private volatile String session = "";
    private final XenPool pool;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LabClient(URI url) {
        this.url = url;
        this.pool = new XenPool(new PoolEndpoint(
                url, "root", "lab", PoolTrust.ofTheJvm(), Duration.ofSeconds(5), Duration.ofSeconds(20), 2000, 2000));
        pool.knowHosts(List.of("127.0.0.2", "127.0.0.3", "127.0.0.4"));
    }

    /** The pool of {@link LabPool}. */
    public static LabClient connected() {
        return new LabClient(ConfigProvider.getConfig().getValue("vmc.xen.pools[0].url", URI.class));
    }

    public XenPool pool() {
        return pool;
    }

    /** All VMs, and templates that are neither golden nor default: nothing of an operation can hide. */
    public List<XenVm> vms() {
        return pool.events(XenEvents.FROM_THE_START, Duration.ofSeconds(1)).changes().stream()
                .map(change -> change instanceof XenChange.Seen seen ? seen.object() : null)
                .filter(XenVm.class::isInstance)
                .map(XenVm.class::cast)
                .filter(LabClient::isOfUsers)
                .toList();
    }

    private static boolean isOfUsers(XenVm vm) {
        return !vm.controlDomain()
                && !vm.defaultTemplate()
                && !vm.snapshot()
                && (!vm.template() || vm.name().startsWith("vmc-"));
    }

    /** Uuids of the VMs and clones that this note says so of; {@link #vms} reads everything in the pool for that. */
    public List<String> noted(String key, String value) {
        return records("VM.get_all_records").properties().stream()
                .map(Map.Entry::getValue)
                .filter(vm -> vm.path("other_config").path(key).asText().equals(value))
                .filter(vm -> !vm.path("is_a_snapshot").asBoolean())
                .filter(vm -> !vm.path("is_a_template").asBoolean()
                        || vm.path("name_label").asText().startsWith("vmc-"))
                .map(vm -> vm.path("uuid").asText())
                .toList();
    }

    /** Asks again when what was to go wrong for somebody else strikes this. */
    private JsonNode records(String method) {
        for (int tries = 1; ; tries++) {
            try {
                if (session.isEmpty()) {
                    session = call("session.login_with_password", "root", "lab")
                            .path("result")
                            .asText();
                }
                var answer = call(method, session);
                if (answer.has("result")) {
                    return answer.path("result");
                }
                session = "";
            } catch (UncheckedIOException lost) {
                if (tries == TRIES) {
                    throw lost;
                }
            }
            if (tries == TRIES) {
                throw new IllegalStateException("The lab does not answer " + method);
            }
        }
    }

    /** Those of {@link #vms} that have this name; only they are read. */
    public List<XenVm> named(String name) {
        return following(() ->
                pool.vms().byName(name).stream().filter(LabClient::isOfUsers).toList());
    }

    /**
     * Asks again while the coordinator moves: a call follows it a few times alone, and a test may move it more often.
     */
    public <T> T following(Supplier<T> question) {
        for (int tries = 1; ; tries++) {
            try {
                return question.get();
            } catch (XenRefused refused) {
                if (!refused.is("HOST_IS_SLAVE") || tries == TRIES) {
                    throw refused;
                }
            }
        }
    }

    /** What is on a disk of the lab. */
    public byte[] content(String disk) {
        String session = call("session.login_with_password", "root", "lab")
                .path("result")
                .asText();
        var request = HttpRequest.newBuilder(
                        url.resolve("/export_raw_vdi?format=raw&session_id=%s&vdi=%s".formatted(session, disk)))
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray()).body();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whether the lab has a disk of this reference. */
    public boolean hasDisk(String reference) {
        String session = call("session.login_with_password", "root", "lab")
                .path("result")
                .asText();
        return call("VDI.get_uuid", session, reference).has("result");
    }

    /** References of all disks, also those that nothing is attached to. */
    public Set<String> disks() {
        String session = call("session.login_with_password", "root", "lab")
                .path("result")
                .asText();
        var references = new HashSet<String>();
        call("VDI.get_all", session).path("result").forEach(one -> references.add(one.asText()));
        return references;
    }

    /** How often each message was called so far, by its name on the wire. */
    public Map<String, Integer> messagesCalled() {
        var request = HttpRequest.newBuilder(url.resolve("/lab/calls"))
                .header("Authorization", AUTHORIZATION)
                .build();
        try {
            var calls = new TreeMap<String, Integer>();
            JSON.readTree(http.send(request, BodyHandlers.ofString()).body())
                    .properties()
                    .forEach(one -> calls.put(one.getKey(), one.getValue().asInt()));
            return calls;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private JsonNode call(String method, String... parameters) {
        try {
            var body = Map.of("jsonrpc", "2.0", "method", method, "params", parameters, "id", 1);
            var request = HttpRequest.newBuilder(url.resolve("/jsonrpc"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The next call of this message is refused. */
    public void refuse(String method, String... error) {
        String codes = Arrays.stream(error).map(part -> '"' + part + '"').collect(Collectors.joining(","));
        send("POST", "{\"method\": \"%s\", \"error\": [%s]}".formatted(method, codes));
    }

    /** The next call of this message is carried out, but its caller sees a broken connection. */
    public void loseAnswer(String method) {
        send("POST", "{\"kind\": \"xapi-answer-lost\", \"method\": \"%s\"}".formatted(method));
    }

    /** The next call of this message hangs that long first. */
    public void delay(String method, Duration delay) {
        send("POST", "{\"method\": \"%s\", \"delayMillis\": %d}".formatted(method, delay.toMillis()));
    }

    /** The next answers to whoever goes on listening for events tell of each twice, and later again. */
    public void duplicateEvents(int answers) {
        send("POST", "{\"kind\": \"events-duplicated\", \"times\": %d}".formatted(answers));
    }

    /** The next answers to whoever goes on listening for events tell of the newest first, and of others later. */
    public void reorderEvents(int answers) {
        send("POST", "{\"kind\": \"events-reordered\", \"times\": %d}".formatted(answers));
    }

    /** Sets a host's clock wrong until the faults are cleared. */
    public void skewClock(String host, long seconds) {
        send("POST", "{\"kind\": \"clock-skew\", \"host\": \"%s\", \"seconds\": %d}".formatted(host, seconds));
    }

    /** The tools in the guest of this name report nothing any more, until it starts again or the faults are cleared. */
    public void silence(String vm) {
        send("POST", "{\"kind\": \"guest-without-tools\", \"vm\": \"%s\"}".formatted(vm));
    }

    /** Takes the power of a host away, until the faults are cleared. */
    public void cutPower(String host) {
        send("POST", "{\"kind\": \"host-off\", \"host\": \"%s\"}".formatted(host));
    }

    public void clearFaults() {
        send("DELETE", "");
    }

    private void send(String method, String body) {
        var request = HttpRequest.newBuilder(url.resolve("/lab/faults"))
                .header("Authorization", AUTHORIZATION)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("The lab answered " + response.statusCode() + " " + response.body());
            }
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
