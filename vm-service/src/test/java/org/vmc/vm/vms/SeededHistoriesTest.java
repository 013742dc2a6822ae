package org.vmc.vm.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operations;
import org.vmc.testing.Infrastructure;
import org.vmc.vm.LabClient;
import org.vmc.vm.LabPool;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.xen.XenVm;

/**
 * Whatever dies, fails, is lost or is told in disorder, and whenever: what was accepted is done once or undone, nothing
 * is left behind, and what is published is what happened.
 *
 * <p>Histories are drawn from seeds, {@code -Dvmc.histories=COUNT} of them beginning with
 * {@code -Dvmc.histories.first=SEED}. Many run at the same time, so a seed fixes what is asked and what goes wrong, but
 * not who is first.
 */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LabPool.class)
class SeededHistoriesTest {

    private static final Logger LOG = Logger.getLogger(SeededHistoriesTest.class);
    private static final int COUNT = Integer.getInteger("vmc.histories", 100);
    private static final long FIRST = Long.getLong("vmc.histories.first", 1);
    private static final int SLOWEST = 5;
    private static final int AT_ONCE = Integer.getInteger("vmc.histories.at-once", 32);

    /** What nobody can do without: whoever refuses these says that he cannot be asked. */
    private static final Set<String> SPARED = Set.of("session.logout", "event.from");

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Inject
    Inventory inventory;

    @Inject
    LeftoverSweep leftovers;

    @Inject
    KitVms kitVms;

    @Inject
    DataSource dataSource;

    @Test
    void whateverGoesWrongNothingIsLostDoneTwiceLeftBehindOrUntrue() throws Exception {
        var lab = kitVms.lab();
        var disksBefore = lab.disks();
        // Other tests may have left something.
        var vmsBefore = lab.vms().stream().map(XenVm::uuid).collect(Collectors.toSet());
        var faults = new HistoryFaults(id -> {
            try {
                operations.cancel(id, operations.find(id).orElseThrow().origin());
            } catch (ProblemException pastThePoint) {
                // Then it goes on, as its owner is told.
            }
        });
        var calledBefore = lab.messagesCalled();
        try (var ends = new HistoryEnds(dataSource)) {
            new History(0, around(ends, faults, new PoolTrouble(lab, inventory, List.of()))).liveWell();
            var trouble = new PoolTrouble(lab, inventory, calledSince(calledBefore, lab.messagesCalled()));
            var around = around(ends, faults, trouble);
            var histories = LongStream.range(FIRST, FIRST + COUNT)
                    .mapToObj(seed -> new History(seed, around))
                    .toList();
            liveAndTell(histories, faults, trouble);
            assertNothingIsLeft(lab, vmsBefore, disksBefore);
            try (var published = new HistoryFacts()) {
                published.assertTrue(histories);
            }
        }
    }

    private void liveAndTell(List<History> histories, HistoryFaults faults, PoolTrouble trouble) throws Exception {
        LOG.infof("%d histories begin, %d at a time", COUNT, AT_ONCE);
        faultPoints.install(faults::reached);
        List<String> broken;
        try {
            broken = live(histories);
        } finally {
            faultPoints.clear();
            kitVms.lab().clearFaults();
        }
        LOG.infof(
                "%d histories, %d operations; struck: %s; pool faults armed: %s",
                COUNT,
                histories.stream()
                        .mapToInt(history -> history.operations().size())
                        .sum(),
                faults.struck(),
                trouble.armed());
        histories.stream()
                .flatMap(history -> history.slowest().stream())
                .sorted(Comparator.comparing(History::time).reversed())
                .limit(SLOWEST)
                .forEach(slow -> LOG.infof(
                        "%s took %s and ended as %s: %s",
                        slow.kind(), History.time(slow), slow.state(), slow.message()));
        assertThat(broken).isEmpty();
    }

    /** What a VM's life needs of the pool. */
    private static List<String> calledSince(Map<String, Integer> before, Map<String, Integer> now) {
        return now.keySet().stream()
                .filter(message -> now.getOrDefault(message, 0) > before.getOrDefault(message, 0))
                .filter(message -> !SPARED.contains(message))
                .toList();
    }

    private History.Surroundings around(HistoryEnds ends, HistoryFaults faults, PoolTrouble trouble) {
        return new History.Surroundings(new HistoryApi(), operations, ends, faults, trouble, kitVms.lab());
    }

    private static List<String> live(List<History> histories) throws Exception {
        var broken = new ArrayList<String>();
        var done = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<String>> lives = new ArrayList<>();
            for (var history : histories) {
                lives.add(() -> {
                    try {
                        history.live();
                        return "";
                    } catch (Exception | AssertionError failure) {
                        return history.told() + "\n  " + failure;
                    } finally {
                        if (done.incrementAndGet() % 100 == 0) {
                            LOG.infof("%d histories", done.get());
                        }
                    }
                });
            }
            for (var life : threads.invokeAll(lives)) {
                if (!life.get().isEmpty()) {
                    broken.add(life.get());
                }
            }
        }
        return broken;
    }

    private void assertNothingIsLeft(LabClient lab, Set<String> vmsBefore, Set<String> disksBefore) {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            leftovers.sweep();
            assertThat(lab.vms())
                    .filteredOn(vm -> !vmsBefore.contains(vm.uuid()))
                    .extracting(XenVm::name)
                    .noneMatch(name -> name.matches("h[0-9]+-[0-9]+"))
                    .noneMatch(name -> name.startsWith("vmc-"));
            assertThat(lab.disks()).isSubsetOf(disksBefore);
        });
    }
}
