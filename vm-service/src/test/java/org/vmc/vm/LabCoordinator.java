package org.vmc.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;

/** The coordinator of the lab's pool, to lose it while high availability lets another host take over. */
public final class LabCoordinator {

    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("root:lab".getBytes(StandardCharsets.UTF_8));
    private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4");

    private final int port;
    private boolean lost;

    private LabCoordinator(int port) {
        this.port = port;
    }

    /** Of the pool of {@link LabPool}. */
    public static LabCoordinator ofTheLab() {
        return new LabCoordinator(ConfigProvider.getConfig()
                .getValue("vmc.xen.pools[0].url", URI.class)
                .getPort());
    }

    public void enableFailover() {
        var seat = seat();
        var pool = LabCalls.at(seat.at, "pool.get_all", seat.session).path(0).asText();
        var sr = LabCalls.at(seat.at, "pool.get_default_SR", seat.session, pool).asText();
        LabCalls.at(seat.at, "pool.enable_ha", seat.session, List.of(sr), Map.of());
    }

    /** Takes its power away; another host takes over at once. */
    public void lose() {
        faults("POST", "{\"kind\": \"coordinator-lost\"}");
        lost = true;
    }

    /** Gives what was lost its power back, and waits until every host is up and follows the coordinator. */
    public void restore() {
        if (lost) {
            // A host that comes back before its absence was dealt with would be taken for dead all the same.
            soon().ignoreExceptions().until(() -> !live());
            lost = false;
        }
        faults("DELETE", "");
        soon().until(() -> HOSTS.stream().allMatch(this::follows));
        soon().ignoreExceptions().until(this::live);
    }

    /** Name of the host that coordinates. */
    public String name() {
        return "h" + (HOSTS.indexOf(seat().at.getHost()) + 1);
    }

    /** Whether the coordinator hears every host. */
    private boolean live() {
        var seat = seat();
        return LabCalls.at(seat.at, "host_metrics.get_all_records", seat.session).findValues("live").stream()
                .allMatch(live -> live.asBoolean());
    }

    /** As it was: the first host coordinates, and nobody takes over. */
    public void settle() {
        restore();
        var seat = seat();
        if (!seat.at.getHost().equals(HOSTS.getFirst())) {
            var first = LabCalls.at(seat.at, "host.get_by_name_label", seat.session, "h1")
                    .path(0)
                    .asText();
            LabCalls.at(seat.at, "pool.designate_new_master", seat.session, first);
            soon().until(() -> session(HOSTS.getFirst()).isPresent());
        }
        var first = seat();
        LabCalls.at(first.at, "pool.disable_ha", first.session);
    }

    private record Seat(URI at, String session) {}

    private Seat seat() {
        return soon().until(
                        () -> HOSTS.stream()
                                .flatMap(host -> session(host).map(session -> new Seat(uri(host), session)).stream())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> session(String host) {
        try {
            return Optional.of(LabCalls.at(uri(host), "session.login_with_password", "root", "lab")
                    .asText());
        } catch (IllegalStateException | UncheckedIOException notTheCoordinator) {
            return Optional.empty();
        }
    }

    private boolean follows(String host) {
        try {
            LabCalls.at(uri(host), "session.login_with_password", "root", "lab");
            return true;
        } catch (IllegalStateException refused) {
            return String.valueOf(refused.getMessage()).contains("HOST_IS_SLAVE");
        } catch (UncheckedIOException off) {
            return false;
        }
    }

    private void faults(String method, String body) {
        var request = HttpRequest.newBuilder(uri("127.0.0.200").resolve("/lab/faults"))
                .header("Authorization", AUTHORIZATION)
                .method(method, BodyPublishers.ofString(body))
                .build();
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isIn(200, 204);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private URI uri(String host) {
        return URI.create("http://" + host + ":" + port);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
    }
}
