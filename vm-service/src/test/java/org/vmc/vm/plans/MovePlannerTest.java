package org.vmc.vm.plans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vmc.vm.placement.CpuFlags;
import org.vmc.vm.placement.Demand;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.placement.PlacementPolicy;
import org.vmc.vm.placement.Profile;
import org.vmc.vm.vms.RunningVm;

class MovePlannerTest {

    private static final Profile COMPILER = new Profile(5, 3, 3, 2);
    private static final Profile SERVER = new Profile(1, 2, 5, 4);

    private final MovePlanner planner = new MovePlanner(new SmallRyeConfigBuilder()
            .withMapping(PlansConfig.class)
            .addDiscoveredConverters()
            .build()
            .getConfigMapping(PlansConfig.class));
    private final List<RunningVm> vms = new ArrayList<>();

    @Test
    void emptiesAHostOntoTheOthers() {
        vm("a", "h1", 1000, COMPILER);
        vm("b", "h1", 1000, COMPILER);
        vm("c", "h2", 1000, COMPILER);

        var plan = evacuationOfH1(8000, 8000, 8000);

        assertThat(plan.stuck()).isEmpty();
        assertThat(plan.moves()).extracting(Move::vm).containsExactlyInAnyOrder("a", "b");
        assertThat(plan.moves()).allSatisfy(move -> {
            assertThat(move.from()).isEqualTo("h1");
            assertThat(move.to()).isIn("h2", "h3");
            assertThat(move.why()).contains("h1 is to be empty", "MiB free");
        });
        // One compiler stays alone: three on two hosts make one pair at least.
        assertThat(plan.after().overlap()).isEqualTo(COMPILER.overlap(COMPILER));
        assertThat(evacuationOfH1(8000, 8000, 8000)).isEqualTo(plan);
    }

    @Test
    void namesThoseThatCannotMoveAndWhy() {
        vm("free", "h1", 1000, Profile.NONE);
        vms.add(new RunningVm(
                UUID.randomUUID(),
                "dumb",
                "dumb",
                true,
                "h1",
                demand(1000, Profile.NONE, Map.of()),
                null,
                "it has no tools"));
        vms.add(new RunningVm(
                UUID.randomUUID(),
                "local",
                "local",
                true,
                "h1",
                demand(1000, Profile.NONE, Map.of("sr-1", "Local storage")),
                null,
                null));
        vm("big", "h1", 9000, Profile.NONE);

        var plan = evacuationOfH1(16_000, 8000, 8000);

        assertThat(plan.moves()).extracting(Move::vm).containsExactly("free");
        assertThat(plan.stuck()).extracting(Stuck::vm).containsExactlyInAnyOrder("dumb", "local", "big");
        assertThat(plan.stuck().toString())
                .contains("it has no tools")
                .contains("no other host can have it: h2 does not reach SR Local storage; h3 does not")
                .contains("it needs 9000 MiB and finds no room");
    }

    @Test
    void makesRoomByMovingOthersWhenThereIsNoOtherWay() {
        vm("big", "h1", 6000, Profile.NONE);
        vm("small", "h2", 3000, Profile.NONE);

        var plan = evacuationOfH1(8000, 8000, 4000);

        assertThat(plan.stuck()).isEmpty();
        assertThat(plan.moves()).extracting(Move::vm).containsExactly("small", "big");
        assertThat(plan.moves()).extracting(Move::to).containsExactly("h3", "h2");
    }

    @Test
    void keepsAGroupApart() {
        UUID group = UUID.randomUUID();
        for (String name : List.of("a", "b")) {
            vms.add(new RunningVm(
                    UUID.randomUUID(), name, name, true, "h1", demand(500, Profile.NONE, Map.of()), group, null));
        }

        var plan = evacuationOfH1(8000, 8000, 8000);

        assertThat(plan.moves()).hasSize(2);
        assertThat(new HashSet<>(plan.moves().stream().map(Move::to).toList())).hasSize(2);
    }

    @Test
    void separatesThoseThatPressTheSame() {
        vm("c1", "h1", 1000, COMPILER);
        vm("c2", "h1", 1000, COMPILER);
        vm("s1", "h2", 1000, SERVER);

        var plan = planner.rebalance(hosts(16_000, 16_000, 16_000), vms);

        assertThat(plan.moves()).singleElement().returns("h3", Move::to);
        assertThat(plan.after().overlap()).isLessThan(plan.before().overlap());
        assertThat(plan.moves().getFirst().why()).contains("presses the same by");
    }

    @Test
    void leavesAloneWhatIsGoodEnough() {
        vm("c1", "h1", 1000, COMPILER);
        vm("c2", "h2", 1000, COMPILER);
        vm("c3", "h2", 100, Profile.NONE);

        var plan = planner.rebalance(hosts(16_000, 16_000, 16_000), vms);

        assertThat(plan.moves()).isEmpty();
        assertThat(plan.after()).isEqualTo(plan.before());
    }

    @Test
    void relievesAFullHostAndMovesNoMoreThanItMay() {
        for (int i = 0; i < 60; i++) {
            vm("vm-" + i, "h1", 1000, Profile.NONE);
        }

        var plan = planner.rebalance(hosts(64_000, 64_000), vms);

        assertThat(plan.moves()).hasSizeBetween(10, 20);
        assertThat(plan.before().fullestPercent()).isEqualTo(93);
        assertThat(plan.after().fullestPercent()).isLessThan(80);
        assertThat(plan.after().homelessIfLost()).isZero();
    }

    private MovePlan evacuationOfH1(long... memoryMib) {
        return planner.evacuation(hosts(memoryMib), vms, "h1", vm -> false);
    }

    /** Hosts h1, h2 and so on, with the VMs that are on them. */
    private List<HostFacts> hosts(long... memoryMib) {
        List<HostFacts> hosts = new ArrayList<>();
        for (long memory : memoryMib) {
            String name = "h" + (hosts.size() + 1);
            List<RunningVm> there =
                    vms.stream().filter(vm -> vm.hostUuid().equals(name)).toList();
            List<Long> claims =
                    there.stream().map(vm -> (long) vm.demand().memoryMib()).toList();
            hosts.add(new HostFacts(
                    name,
                    name,
                    name,
                    true,
                    true,
                    false,
                    memory - claims.stream().mapToLong(Long::longValue).sum(),
                    8,
                    CpuFlags.UNKNOWN,
                    Set.of("nfs"),
                    there.stream().map(vm -> vm.demand().profile()).reduce(Profile.NONE, Profile::plus),
                    claims,
                    0));
        }
        return hosts;
    }

    private void vm(String name, String host, int memoryMib, Profile profile) {
        vms.add(new RunningVm(
                UUID.nameUUIDFromBytes(name.getBytes(UTF_8)),
                name,
                name,
                true,
                host,
                demand(memoryMib, profile, Map.of("nfs", "nfs")),
                null,
                null));
    }

    private static Demand demand(int memoryMib, Profile profile, Map<String, String> storage) {
        return new Demand(
                memoryMib, 1, false, Set.of(), profile, null, false, storage, CpuFlags.UNKNOWN, PlacementPolicy.SPREAD);
    }
}
