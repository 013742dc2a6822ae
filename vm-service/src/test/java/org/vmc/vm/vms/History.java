package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.vm.VmDeleted;
import org.vmc.contracts.vm.VmFact;
import org.vmc.contracts.vm.VmReady;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.StepState;
import org.vmc.vm.LabClient;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.xen.XenVm;

/**
 * The life of one VM, drawn from a seed: what its owner asks for, and what goes wrong meanwhile. After each deed what
 * the service says is compared with what the pool has, and with what the outcome of the deed promises.
 */
final class History {

    /** Of one life, beside being made and deleted; more in runs on demand. */
    private static final int DEEDS_AT_MOST = Integer.getInteger("vmc.histories.deeds", 3);

    private static final int TRIES = 12;
    /** Longer than an undo is tried. */
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final List<String> TYPES = List.of("t1.micro", "standard.small");

    private final long seed;
    private final Random random;
    private final Surroundings around;
    private final List<String> told = new ArrayList<>();
    private final List<Class<? extends VmFact>> facts = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, HistoryVm.Moment> moments = new HashMap<>();
    private int names;
    private @Nullable String xenUuid;

    /** What all histories share. */
    record Surroundings(
            HistoryApi api,
            Operations operations,
            HistoryEnds ends,
            HistoryFaults faults,
            PoolTrouble trouble,
            LabClient lab) {}

    History(long seed, Surroundings around) {
        this.seed = seed;
        this.random = new Random(seed);
        this.around = around;
    }

    /** Facts about the VM that must have been published, besides those about power and place. */
    List<Class<? extends VmFact>> facts() {
        return facts;
    }

    /** Every operation that was accepted, as it ended. */
    List<Operation> operations() {
        return operations;
    }

    /** Its operation that took longest. */
    Optional<Operation> slowest() {
        return operations.stream().max(Comparator.comparing(History::time));
    }

    /** From being accepted to the end. */
    static Duration time(Operation operation) {
        var end = operation.finishedAt();
        return end == null ? Duration.ZERO : Duration.between(operation.createdAt(), end);
    }

    /** What happened, for whoever has to understand a broken promise. */
    String told() {
        return "seed %d (alone: -Dvmc.histories=1 -Dvmc.histories.first=%d)\n  ".formatted(seed, seed)
                + String.join("\n  ", told);
    }

    /** A life in which every deed is done and nothing goes wrong: the pool has then been asked everything it can be. */
    void liveWell() {
        var id = created(false);
        var standing = seen(id, null);
        for (var deed : List.of(
                Deed.SNAPSHOT,
                Deed.PAUSE,
                Deed.UNPAUSE,
                Deed.SUSPEND,
                Deed.RESUME,
                Deed.MIGRATE,
                Deed.REBOOT,
                Deed.ADD_DISK,
                Deed.DELETE_DISK,
                Deed.STOP,
                Deed.RESIZE,
                Deed.RENAME,
                Deed.REVERT,
                Deed.START,
                Deed.CUT_POWER,
                Deed.DELETE_SNAPSHOT)) {
            standing = live(id, deed, standing, false);
        }
        deleted(id, false);
    }

    /** Lives it. */
    void live() {
        var id = created(true);
        var standing = seen(id, null);
        for (int deed = 1 + random.nextInt(DEEDS_AT_MOST); deed > 0; deed--) {
            standing = live(id, drawn(standing), standing, true);
        }
        assertThat(ours(id)).hasSize(1);
        deleted(id, true);
    }

    private UUID created(boolean withFaults) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            var name = newName();
            var body = "{\"name\": \"%s\", \"type\": \"t1.micro\", \"template\": \"debian-12\"}".formatted(name);
            var ended = asked("create " + name, "POST", "/api/v1/vms", body, withFaults && attempt < TRIES / 2);
            if (ended == null) {
                continue;
            }
            var id = ended.target().id();
            if (ended.state() == OperationState.SUCCEEDED) {
                facts.add(VmReady.class);
                xenUuid = null;
                assertThat(seen(id, ended).power()).isEqualTo(PowerState.RUNNING);
                return id;
            }
            assertGone(id);
        }
        throw new AssertionError("It could not be created");
    }

    /** Has a deed done to the VM that stands like this, and answers how it stands then. */
    private HistoryVm live(UUID id, Deed deed, HistoryVm before, boolean withFaults) {
        var argument = argument(deed, before);
        var path = "/api/v1/vms/" + id + path(deed, argument);
        var ended = asked(deed + " " + argument, method(deed), path, body(deed, argument), withFaults);
        boolean succeeded = ended != null && ended.state() == OperationState.SUCCEEDED;
        if (succeeded && deed == Deed.SNAPSHOT) {
            moments.put(argument, new HistoryVm.Moment(argument, before.memoryMib(), before.disks()));
        }
        var now = seen(id, ended);
        if (ended == null) {
            assertThat(now.looksLike(before))
                    .as("%s is as before %s", now, before)
                    .isTrue();
            return now;
        }
        if (succeeded) {
            deed.fact().ifPresent(facts::add);
            var promised = before.after(deed, argument);
            assertThat(now.looksLike(promised)).as("%s is %s", now, promised).isTrue();
            if (deed == Deed.MIGRATE) {
                assertThat(now.host()).isNotEqualTo(before.host());
            }
            return now;
        }
        if (ended.steps().stream().anyMatch(step -> step.state() == StepState.UNDO_FAILED)) {
            return now;
        }
        boolean undone = now.looksLike(before);
        boolean remained = deed.mayRemain() && now.looksLike(before.after(deed, argument));
        assertThat(undone || remained)
                .as("%s after %s is as before %s", now, ended.state(), before)
                .isTrue();
        return now;
    }

    private void deleted(UUID id, boolean withFaults) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            var ended = asked("delete", "DELETE", "/api/v1/vms/" + id, null, withFaults && attempt < TRIES / 2);
            if (ended != null && ended.state() == OperationState.SUCCEEDED) {
                facts.add(VmDeleted.class);
                assertGone(id);
                return;
            }
        }
        throw new AssertionError("It could not be deleted");
    }

    /** The operation as it ended, or null when it was not accepted. Sometimes the request arrives twice. */
    private @Nullable Operation asked(
            String what, String method, String path, @Nullable String body, boolean withFaults) {
        var key = seed + "-" + UUID.randomUUID();
        var plan = withFaults ? HistoryFaults.drawn(random) : List.<HistoryFaults.Fault>of();
        var trouble = withFaults ? around.trouble().drawn(random) : "";
        var answer = around.api().ask(method, path, body, key);
        told.add("%s -> %d %s with %s %s"
                .formatted(what, answer.status(), answer.body().path("detail"), plan, trouble));
        if (!answer.accepted()) {
            assertThat(answer.status()).as("refusal %s", answer).isIn(404, 409, 422, 503);
            return null;
        }
        var id = UUID.fromString(answer.body().path("id").asText());
        if (random.nextInt(3) == 0) {
            var again = around.api().ask(method, path, body, key);
            assertThat(again.body().path("id").asText()).as("asked twice").isEqualTo(id.toString());
        }
        around.faults().plan(id, plan);
        around.ends().await(id, PATIENCE);
        var ended = around.operations().find(id).orElseThrow();
        told.add("  %s: %s".formatted(ended.state(), ended.message()));
        operations.add(ended);
        return ended;
    }

    /** The VM as the service shows it, once that is what the pool has. */
    private HistoryVm seen(UUID id, @Nullable Operation after) {
        var seen = new HistoryVm[1];
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(150))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    var vm = body("/api/v1/vms/" + id);
                    var there = there(id);
                    // The rest takes many more calls; what differs here is asked for again before.
                    assertThat(vm.path("powerState").asText()).isEqualToIgnoringCase(there.powerState());
                    assertThat(vm.path("name").asText()).isEqualTo(there.name());
                    var shown = shown(id, vm);
                    var real = real(there);
                    assertThat(shown.looksLike(real))
                            .as("shown %s, real %s after %s", shown, real, after == null ? "" : after.message())
                            .isTrue();
                    assertThat(shown.host()).isEqualTo(real.host());
                    seen[0] = shown;
                });
        return seen[0];
    }

    /** The one VM the pool has of this id. */
    private XenVm there(UUID id) {
        if (xenUuid == null) {
            var there = ours(id);
            assertThat(there).hasSize(1);
            xenUuid = there.getFirst();
        }
        return around.lab().pool().vms().byUuid(xenUuid).orElseThrow();
    }

    private HistoryVm shown(UUID id, JsonNode vm) {
        var moments = new ArrayList<HistoryVm.Moment>();
        for (var snapshot : body("/api/v1/vms/" + id + "/snapshots").path("items")) {
            moments.add(moment(snapshot.path("name").asText()));
        }
        return new HistoryVm(
                vm.path("name").asText(),
                PowerState.valueOf(vm.path("powerState").asText()),
                vm.path("memoryMib").asInt(),
                vm.path("host").isMissingNode() ? null : vm.path("host").asText(),
                moments,
                names(body("/api/v1/vms/" + id + "/disks").path("items")));
    }

    private HistoryVm real(XenVm vm) {
        var pool = around.lab().pool();
        var host = vm.residentOn() == null ? null : around.trouble().hostName(vm.residentOn());
        return new HistoryVm(
                vm.name(),
                PowerState.valueOf(vm.powerState().toUpperCase(Locale.ROOT)),
                Math.toIntExact(vm.memoryStaticMaxBytes() >> 20),
                host,
                pool.vms().snapshots(vm.ref()).stream()
                        .map(snapshot -> moment(snapshot.name()))
                        .toList(),
                new TreeSet<>(pool.disks().of(vm.ref()).stream()
                        .filter(disk -> !disk.bootable())
                        .map(disk -> disk.name())
                        .toList()));
    }

    private Deed drawn(HistoryVm vm) {
        var sensible = Arrays.stream(Deed.values())
                .filter(deed -> deed.makesSense(vm.power()))
                .filter(deed -> switch (deed) {
                    case REVERT, DELETE_SNAPSHOT -> !vm.snapshots().isEmpty();
                    case DELETE_DISK -> !vm.disks().isEmpty();
                    default -> true;
                })
                .toList();
        // Now and then what cannot be: it has to be refused.
        return random.nextInt(12) == 0
                        && !vm.snapshots().isEmpty()
                        && !vm.disks().isEmpty()
                ? Deed.values()[random.nextInt(Deed.values().length)]
                : sensible.get(random.nextInt(sensible.size()));
    }

    private String argument(Deed deed, HistoryVm vm) {
        return switch (deed) {
            case SNAPSHOT, ADD_DISK, RENAME -> newName();
            case REVERT, DELETE_SNAPSHOT -> any(vm.snapshotNames());
            case DELETE_DISK -> any(vm.disks());
            case RESIZE -> TYPES.get(random.nextInt(TYPES.size()));
            case START, STOP, CUT_POWER, REBOOT, PAUSE, UNPAUSE, SUSPEND, RESUME, MIGRATE -> "";
        };
    }

    private static String path(Deed deed, String argument) {
        return switch (deed) {
            case START, STOP, REBOOT, PAUSE, UNPAUSE, SUSPEND, RESUME, MIGRATE, RENAME, RESIZE ->
                "/" + deed.name().toLowerCase(Locale.ROOT);
            case CUT_POWER -> "/stop";
            case SNAPSHOT -> "/snapshots";
            case REVERT -> "/snapshots/" + argument + "/revert";
            case DELETE_SNAPSHOT -> "/snapshots/" + argument;
            case ADD_DISK -> "/disks";
            case DELETE_DISK -> "/disks/" + argument;
        };
    }

    private static String method(Deed deed) {
        return deed == Deed.DELETE_SNAPSHOT || deed == Deed.DELETE_DISK ? "DELETE" : "POST";
    }

    private static @Nullable String body(Deed deed, String argument) {
        return switch (deed) {
            case CUT_POWER -> "{\"force\": true}";
            case SNAPSHOT, RENAME -> "{\"name\": \"%s\"}".formatted(argument);
            case RESIZE -> "{\"type\": \"%s\"}".formatted(argument);
            case ADD_DISK -> "{\"name\": \"%s\", \"size\": \"1G\"}".formatted(argument);
            case STOP, REBOOT, MIGRATE -> "{}";
            case START, PAUSE, UNPAUSE, SUSPEND, RESUME, REVERT, DELETE_SNAPSHOT, DELETE_DISK -> null;
        };
    }

    private List<String> ours(UUID id) {
        return around.lab().noted(CreationMark.VM, id.toString());
    }

    private void assertGone(UUID id) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(ours(id)).isEmpty();
            assertThat(around.api().get("/api/v1/vms/" + id).status()).isEqualTo(404);
        });
    }

    private HistoryVm.Moment moment(String snapshot) {
        return moments.getOrDefault(snapshot, new HistoryVm.Moment(snapshot, 0, Set.of()));
    }

    private JsonNode body(String path) {
        var answer = around.api().get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static Set<String> names(JsonNode disks) {
        var names = new TreeSet<String>();
        for (var disk : disks) {
            if (!disk.path("bootable").asBoolean()) {
                names.add(disk.path("name").asText());
            }
        }
        return names;
    }

    private String any(Set<String> names) {
        return List.copyOf(new TreeSet<>(names)).get(random.nextInt(names.size()));
    }

    private String newName() {
        return "h%d-%d".formatted(seed, ++names);
    }
}
