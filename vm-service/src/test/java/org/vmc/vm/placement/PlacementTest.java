package org.vmc.vm.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vmc.vm.placement.HostVerdict.Resource;
import org.vmc.vm.placement.HostVerdict.Verdict;

class PlacementTest {

    private static final Demand ONE_GIB = new Demand(1024, 1, false, Set.of(), Profile.NONE, null);

    @Test
    void choosesTheHostWithMostFreeMemory() {
        var placement = Placement.of(ONE_GIB, List.of(host("h1", 2048), host("h2", 4096), host("h3", 3000)));

        assertThat(chosen(placement)).isEqualTo("h2");
        assertThat(placement.verdicts())
                .extracting(HostVerdict::host, HostVerdict::verdict)
                .containsExactly(
                        tuple("h1", Verdict.POSSIBLE), tuple("h2", Verdict.CHOSEN), tuple("h3", Verdict.POSSIBLE));
    }

    @Test
    void answersTheSameInWhateverOrderTheHostsCome() {
        var hosts = new ArrayList<>(List.of(host("h1", 2048), host("h2", 2048), host("h3", 2048), host("h4", 100)));
        var expected = Placement.of(ONE_GIB, hosts);

        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(hosts, new Random(seed));
            assertThat(Placement.of(ONE_GIB, hosts)).isEqualTo(expected);
        }
        assertThat(chosen(expected)).isEqualTo("h1");
    }

    @Test
    void spreadsAGroupBeforeItLooksAtMemory() {
        var spread = new Demand(1024, 1, true, Set.of(), Profile.NONE, null);

        var placement = Placement.of(spread, List.of(member("h1", 9000, 1), member("h2", 2000, 0)));

        assertThat(chosen(placement)).isEqualTo("h2");
    }

    @Test
    void putsTwoOfAGroupTogetherWhenHostsRunOut() {
        var spread = new Demand(1024, 1, true, Set.of(), Profile.NONE, null);

        var placement = Placement.of(spread, List.of(member("h1", 9000, 1), member("h2", 9000, 2)));

        assertThat(chosen(placement)).isEqualTo("h1");
    }

    @Test
    void saysHowMuchMemoryIsMissing() {
        var placement = Placement.of(ONE_GIB, List.of(host("h1", 1000)));

        assertThat(placement.host()).isNull();
        var verdict = placement.verdicts().getFirst();
        assertThat(verdict.shortOf()).isEqualTo(Resource.MEMORY_MIB);
        assertThat(verdict.shortBy()).isEqualTo(24);
        assertThat(placement.explanation()).isEqualTo("h1 has 1000 MiB free, 1024 MiB are needed: 24 MiB short");
    }

    @Test
    void saysHowManyCpusAreMissing() {
        var placement =
                Placement.of(new Demand(512, 8, false, Set.of(), Profile.NONE, null), List.of(host("h1", 2048)));

        assertThat(placement.verdicts().getFirst().shortOf()).isEqualTo(Resource.CPUS);
        assertThat(placement.verdicts().getFirst().shortBy()).isEqualTo(4);
    }

    @Test
    void leavesOutHostsThatAreOffDisabledOrAvoided() {
        var avoiding = new Demand(1024, 1, false, Set.of("h3", "10.0.0.4"), Profile.NONE, null);

        var placement = Placement.of(
                avoiding,
                List.of(
                        new HostFacts("u1", "h1", "10.0.0.1", true, false, 9000, 4, Profile.NONE, 0),
                        new HostFacts("u2", "h2", "10.0.0.2", false, true, 9000, 4, Profile.NONE, 0),
                        new HostFacts("u3", "h3", "10.0.0.3", true, true, 9000, 4, Profile.NONE, 0),
                        new HostFacts("u4", "h4", "10.0.0.4", true, true, 9000, 4, Profile.NONE, 0)));

        assertThat(placement.host()).isNull();
        assertThat(placement.verdicts())
                .extracting(HostVerdict::reason)
                .containsExactly(
                        "does not answer its coordinator", "is disabled", "is to be avoided", "is to be avoided");
    }

    @Test
    void keepsToTheHostAskedFor() {
        var asked = new Demand(1024, 1, false, Set.of(), Profile.NONE, "h1");

        var placement = Placement.of(asked, List.of(host("h1", 2000), host("h2", 9000)));

        assertThat(chosen(placement)).isEqualTo("h1");
    }

    @Test
    void fillsAPoolEvenly() {
        long[] free = {8192, 8192, 8192, 8192};
        for (int vm = 0; vm < 28; vm++) {
            var hosts = new ArrayList<HostFacts>();
            for (int i = 0; i < free.length; i++) {
                hosts.add(host("h" + (i + 1), free[i]));
            }
            var chosen = Objects.requireNonNull(Placement.of(ONE_GIB, hosts).host());
            free[Integer.parseInt(chosen.name().substring(1)) - 1] -= 1024;
        }

        assertThat(free).containsOnly(1024);
    }

    @Test
    void hasAnAnswerForAPoolWithoutHosts() {
        assertThat(Placement.of(ONE_GIB, List.of()).explanation()).isEqualTo("the pool has no hosts");
    }

    private static String chosen(Placement placement) {
        return Objects.requireNonNull(placement.host()).name();
    }

    @Test
    void prefersTheHostWhoseVmsPressSomethingElse() {
        var compiler = ONE_GIB.with(new Profile(5, 3, 3, 2));
        var placement = Placement.of(
                compiler,
                List.of(
                        loaded("h1", new Profile(5, 3, 3, 2)),
                        loaded("h2", new Profile(1, 2, 5, 4)),
                        loaded("h3", new Profile(5, 4, 1, 1))));

        assertThat(placement.host()).isNotNull().returns("h2", HostFacts::name);
        assertThat(placement.explanation())
                .contains("h1 has 4096 MiB free, and what is there presses the same by 47, CPU most")
                .contains("h2 has 4096 MiB free, and what is there presses the same by 34, disk most");
    }

    @Test
    void prefersAnEmptyHostToOneThatIsPressed() {
        var placement = Placement.of(
                ONE_GIB.with(new Profile(5, 3, 3, 2)),
                List.of(loaded("h1", new Profile(0, 0, 1, 0)), loaded("h2", Profile.NONE)));

        assertThat(placement.host()).isNotNull().returns("h2", HostFacts::name);
        assertThat(placement.explanation()).contains("nothing there presses the same");
    }

    private static HostFacts loaded(String name, Profile load) {
        return new HostFacts("uuid-" + name, name, "address-" + name, true, true, 4096, 4, load, 0);
    }

    private static HostFacts host(String name, long freeMib) {
        return member(name, freeMib, 0);
    }

    private static HostFacts member(String name, long freeMib, int groupMembers) {
        return new HostFacts(
                "uuid-" + name, name, "address-" + name, true, true, freeMib, 4, Profile.NONE, groupMembers);
    }

    @Test
    void leavesOutHostsInMaintenanceWithoutTheStorageTheCpuOrTheDistance() {
        var demand = ONE_GIB.needing(Map.of("sr-1", "nfs"), new CpuFlags("GenuineIntel", "0000000f-00000001"))
                .apart(true);
        var cpu = new CpuFlags("GenuineIntel", "0000001f-00000003");

        var placement = Placement.of(
                demand,
                List.of(
                        facts("h1", true, cpu, Set.of("sr-1"), 0),
                        facts("h2", false, cpu, Set.of("sr-2"), 0),
                        facts("h3", false, new CpuFlags("GenuineIntel", "00000007-00000003"), Set.of("sr-1"), 0),
                        facts("h4", false, new CpuFlags("AuthenticAMD", cpu.features()), Set.of("sr-1"), 0),
                        facts("h5", false, cpu, Set.of("sr-1"), 1),
                        facts("h6", false, cpu, Set.of("sr-1", "sr-2"), 0)));

        assertThat(chosen(placement)).isEqualTo("h6");
        assertThat(placement.verdicts())
                .extracting(HostVerdict::reason)
                .startsWith(
                        "is in maintenance",
                        "does not reach SR nfs",
                        "has a CPU without what the VM found when it booted",
                        "has a CPU without what the VM found when it booted",
                        "has one of the group already, which must be kept apart");
    }

    @Test
    void keepsRoomForTheLossOfAnyHost() {
        // On h1, the freest, the VM would take the only room for what is on h2.
        var placement = Placement.of(
                ONE_GIB, List.of(claimed("h1", 4500, 200L), claimed("h2", 2000, 4000L), claimed("h3", 1500)));

        assertThat(chosen(placement)).isEqualTo("h2");
        assertThat(placement.explanation())
                .contains("h1 has 4500 MiB free, but then the VMs of h2 would find no room if it were lost")
                .contains("h2 has 2000 MiB free, and the pool can still lose any one host");
    }

    @Test
    void doesNotAskForRoomThatIsNotThereAnyway() {
        var placement = Placement.of(ONE_GIB, List.of(claimed("h1", 4500, 9000L), claimed("h2", 2000, 100L)));

        assertThat(chosen(placement)).isEqualTo("h1");
    }

    @Test
    void packsOntoTheHostThatIsLeftWithLeast() {
        var placement = Placement.of(
                ONE_GIB.with(PlacementPolicy.PACK), List.of(host("h1", 8192), host("h2", 1500), host("h3", 1000)));

        assertThat(chosen(placement)).isEqualTo("h2");
        assertThat(placement.explanation()).contains("h2 has 1500 MiB free, 476 of them left over");
    }

    private static HostFacts facts(String name, boolean maintenance, CpuFlags cpu, Set<String> storage, int members) {
        return new HostFacts(
                "uuid-" + name,
                name,
                "address-" + name,
                true,
                true,
                maintenance,
                4096,
                4,
                cpu,
                storage,
                Profile.NONE,
                List.of(),
                members);
    }

    private static HostFacts claimed(String name, long freeMib, Long... claimsMib) {
        return new HostFacts(
                "uuid-" + name,
                name,
                "address-" + name,
                true,
                true,
                false,
                freeMib,
                4,
                CpuFlags.UNKNOWN,
                Set.of(),
                Profile.NONE,
                List.of(claimsMib),
                0);
    }
}
