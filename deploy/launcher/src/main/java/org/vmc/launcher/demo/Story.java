package org.vmc.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vmc.embedded.process.Await;
import org.vmc.launcher.gateway.Gateway;
import org.vmc.launcher.gateway.GatewayRefused;
import org.vmc.launcher.gateway.Operations;

/**
 * The story: two VMs, a replicated volume with a file on it, the same C project built on one host and on three workers
 * cloned for it, and what is left over removed. Each part is told with the chat command that does the same.
 */
final class Story {

    private static final int VMS = 2;
    private static final int WORKERS = 3;
    private static final int COPIES = 3;
    private static final double WANTED_RATIO = 0.50;
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Gateway gateway;
    private final Operations operations;
    private final SshProbe ssh;
    private final Narrator narrator;
    private final String name;
    private final List<String> leftOver = new ArrayList<>();

    /**
     * Nothing happens yet.
     *
     * @param name of everything that is made; a volume {@code NAME-src}, VMs {@code NAME-1} and so on
     */
    Story(Gateway gateway, SshProbe ssh, Narrator narrator, String name) {
        this.gateway = gateway;
        this.operations = new Operations(gateway, this::tell);
        this.ssh = ssh;
        this.narrator = narrator;
        this.name = name;
    }

    /** The pool is connected to in the background; a pool that came up last may take a few seconds more. */
    void awaitHosts() {
        Await.until(CONNECTED_WITHIN, PAUSE, () -> gateway.get("/hosts")
                .path("items")
                .valueStream()
                .anyMatch(host -> host.path("live").asBoolean()));
    }

    /** Plays all parts, each whether the one before worked or not. */
    void play() {
        play("virtual machines", this::virtualMachines);
        play("storage", this::storage);
        play("builds", this::builds);
    }

    /** Removes what the story made or began to make; waits for a gateway that is away. */
    void clearUp() {
        if (!leftOver.isEmpty()) {
            Await.until(BACK_WITHIN, PAUSE, this::gatewayAnswers);
        }
        for (String path : leftOver.reversed()) {
            play("removing " + path, () -> remove(path));
        }
    }

    /** What was not made in the end is not there to be removed. */
    private void remove(String path) {
        JsonNode accepted;
        try {
            accepted = gateway.delete(path);
        } catch (GatewayRefused refused) {
            if (refused.status() == GatewayRefused.NOT_FOUND) {
                return;
            }
            throw refused;
        }
        operations.await(accepted);
    }

    private boolean gatewayAnswers() {
        try {
            gateway.get("/whoami");
            return true;
        } catch (UncheckedIOException away) {
            return false;
        }
    }

    /** Lines of a build's log pass by too fast to tell. */
    private void tell(String progress) {
        if (!progress.matches("\\S+: Line \\d+: .*")) {
            narrator.progress(progress);
        }
    }

    private void play(String part, Runnable scene) {
        try {
            scene.run();
        } catch (GatewayRefused | UncheckedIOException failure) {
            narrator.finding(false, "%s: %s".formatted(part, String.valueOf(failure.getMessage())));
        }
    }

    private void virtualMachines() {
        narrator.command(
                "/vm create name:" + name + "-1 type:standard.small template:debian-12 count:" + VMS + " lease:8h");
        long started = System.nanoTime();
        JsonNode accepted = gateway.post(
                "/vms",
                Map.of(
                        "name", name + "-1",
                        "type", "standard.small",
                        "template", "debian-12",
                        "count", VMS,
                        "lease", "8h"));
        accepted.path("operations").forEach(operation -> leftOver.add("/vms/" + targetId(operation)));
        List<JsonNode> created = operations.await(accepted);
        narrator.finding(
                created.size() == VMS,
                "%d virtual machines ready in %.1f s".formatted(created.size(), secondsSince(started)));
        for (JsonNode operation : created) {
            JsonNode vm = gateway.get("/vms/" + targetId(operation));
            String address = vm.path("address").asText();
            Optional<String> answer = ssh.ask(address);
            narrator.finding(
                    answer.isPresent(),
                    "%s on %s at %s %s"
                            .formatted(
                                    vm.path("name").asText(),
                                    vm.path("host").asText(),
                                    address,
                                    answer.map(hostName -> "answers SSH as " + hostName)
                                            .orElse("does not answer SSH")));
        }
    }

    private void storage() {
        for (JsonNode peer : gateway.get("/storage/peers").path("items")) {
            String host = peer.path("host").asText();
            if (!peer.path("member").asBoolean()) {
                narrator.command("/storage peer add host:" + host);
                operations.await(gateway.post("/storage/peers", Map.of("host", host)));
            }
        }
        String volume = name + "-src";
        narrator.command("/storage volume create name:" + volume + " class:shared-read size:1G");
        long started = System.nanoTime();
        JsonNode accepted =
                gateway.post("/storage/volumes", Map.of("name", volume, "class", "shared-read", "size", "1G"));
        String path = "/storage/volumes/" + targetId(accepted);
        leftOver.add(path);
        operations.await(accepted);
        JsonNode view = gateway.get(path);
        List<String> bricks = new ArrayList<>();
        view.path("bricks").forEach(brick -> bricks.add(brick.path("host").asText()));
        narrator.finding(
                view.path("replicas").asInt() == COPIES && bricks.size() == COPIES,
                "volume %s, %d copies on %s, made in %.1f s"
                        .formatted(
                                volume,
                                view.path("replicas").asInt(),
                                String.join(", ", bricks),
                                secondsSince(started)));

        narrator.command("/storage volume check name:" + volume);
        JsonNode found = operations
                .await(gateway.post(path + "/check", Map.of()))
                .getFirst()
                .path("result");
        narrator.finding(
                found.path("bricks").asText().split(", ").length == COPIES,
                "a file written through a mount on %s is on %s (SHA-256 %.12s…)"
                        .formatted(
                                found.path("client").asText(),
                                found.path("bricks").asText(),
                                found.path("sha256").asText()));
    }

    private void builds() {
        JsonNode local = build(
                "/build run source:lua-5.4 mode:local cache:off",
                Map.of("source", "lua-5.4", "mode", "local", "cache", "off"));
        narrator.finding(
                succeeded(local),
                "lua-5.4 built on %s alone in %s"
                        .formatted(local.path("builder").asText(), time(local)));
        JsonNode distributed = build(
                "/build run source:lua-5.4 mode:distributed cache:off workers:" + WORKERS,
                Map.of("source", "lua-5.4", "mode", "distributed", "cache", "off", "workers", WORKERS));
        narrator.finding(
                succeeded(distributed) && distributed.path("workers").size() == WORKERS,
                "lua-5.4 built on %s and %d workers cloned for it in %s"
                        .formatted(
                                distributed.path("builder").asText(),
                                distributed.path("workers").size(),
                                time(distributed)));
        distributed
                .path("workers")
                .forEach(worker -> narrator.note("%s on %s compiled %d files"
                        .formatted(
                                worker.path("name").asText(),
                                worker.path("hostName").asText(),
                                worker.path("compiled").asInt())));
        JsonNode comparison = distributed.path("comparison");
        double ratio = comparison.path("ratio").asDouble(Double.NaN);
        narrator.finding(
                comparison.path("identical").asBoolean(),
                "%d files compared: %s"
                        .formatted(
                                comparison.path("comparedFiles").asInt(),
                                comparison.path("identical").asBoolean()
                                        ? "identical, byte for byte"
                                        : comparison.path("differingCount").asInt() + " differ"));
        narrator.note("distributed / local = %.2f; %s"
                .formatted(
                        ratio,
                        ratio <= WANTED_RATIO
                                ? "at most " + WANTED_RATIO + " as wanted"
                                : "more than the wanted " + WANTED_RATIO
                                        + ": is the machine busy with something else?"));
    }

    private JsonNode build(String command, Map<String, ?> order) {
        narrator.command(command);
        JsonNode ended = operations.await(gateway.post("/builds", order)).getFirst();
        return gateway.get("/builds/" + targetId(ended));
    }

    private static boolean succeeded(JsonNode build) {
        return build.path("outcome").asText().equals("SUCCEEDED");
    }

    private static String time(JsonNode build) {
        return String.format(
                Locale.ROOT,
                "%.1f s (user %.1f s, system %.1f s)",
                build.path("realMillis").asLong() / 1e3,
                build.path("userMillis").asLong() / 1e3,
                build.path("systemMillis").asLong() / 1e3);
    }

    private static String targetId(JsonNode operation) {
        return operation.path("target").path("id").asText();
    }

    private static double secondsSince(long started) {
        return (System.nanoTime() - started) / 1e9;
    }
}
