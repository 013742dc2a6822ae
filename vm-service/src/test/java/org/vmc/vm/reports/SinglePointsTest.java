package org.vmc.vm.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.reports.Finding.Kind;
import org.vmc.vm.reports.Finding.Severity;
import org.vmc.vm.vms.CountedVm;
import org.vmc.vm.vms.CountedVms;

class SinglePointsTest {

    private static final UUID REQUEST = UUID.fromString("0197c5b4-0000-7000-8000-000000000001");

    @Test
    void findsNothingInASoundPool() {
        var pool = sound().vm("a", "h1", 1000).vm("b", "h2", 1000).heard();

        assertThat(SinglePoints.of(pool, List.of())).isEmpty();
        assertThat(SpofReport.of(List.of(pool), List.of(), List.of()).summary())
                .isEqualTo("No single point of failure was found in pool lab.");
    }

    @Test
    void saysWhenThereIsNothingToLookAt() {
        assertThat(SpofReport.of(List.of(), List.of(), List.of()).summary()).contains("No pool is configured");
    }

    @Test
    void findsAPoolWithOneHost() {
        var pool = new PoolFixture().host("h1", 8192).storage("nfs", true, "h1").vm("a", "h1", 1000);

        assertThat(only(pool.heard())).satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ONE_HOST);
            assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(finding.reason()).contains("h1");
        });
    }

    @Test
    void findsACoordinatorThatNothingReplaces() {
        var pool = sound().settings("h2", false, "nfs").heard();

        assertThat(only(pool)).satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.HA_OFF);
            assertThat(finding.subject()).isEqualTo("host h2");
            assertThat(finding.remedy()).contains("xe pool-ha-enable", "xe pool-emergency-transition-to-master");
        });
    }

    @Test
    void findsHighAvailabilityWithoutAMajority() {
        var pool = new PoolFixture()
                .host("h1", 8192)
                .host("h2", 8192)
                .storage("nfs", true, "h1", "h2")
                .heard();

        assertThat(only(pool).kind()).isEqualTo(Kind.HA_TOO_FEW_HOSTS);
    }

    @Test
    void findsHostsThatCannotHelp() {
        var pool = sound().host("h4", 8192, true, false)
                .host("h5", 8192, false, true)
                .storage("nfs", true, "h1", "h2", "h3", "h5")
                .heard();

        assertThat(SinglePoints.of(pool, List.of()))
                .extracting(Finding::kind, Finding::subject)
                .containsExactly(tuple(Kind.HOST_DOWN, "host h4"), tuple(Kind.HOST_DISABLED, "host h5"));
    }

    @Test
    void findsAHostWhoseVmsNoOtherCanTake() {
        var pool = sound().vm("big", "h1", 7000)
                .vm("b", "h2", 5000)
                .vm("c", "h3", 5000)
                .heard();

        assertThat(SinglePoints.of(pool, List.of()))
                .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.NO_HEADROOM))
                .extracting(Finding::subject)
                .containsExactly("host h1", "host h2", "host h3");
        assertThat(SinglePoints.of(pool, List.of()).getFirst().reason())
                .startsWith("When h1 fails, 1 of its 1 VMs (7000 MiB) find no room")
                .endsWith("the other hosts have 6384 MiB free in all.");
    }

    @Test
    void countsNoRoomOnHostsThatTakeNothing() {
        var pool = new PoolFixture()
                .host("h1", 8192)
                .host("h2", 8192, false, true)
                .host("h3", 8192, true, false)
                .storage("nfs", true, "h1", "h2", "h3")
                .vm("a", "h1", 1000)
                .heard();

        assertThat(SinglePoints.of(pool, List.of()))
                .extracting(Finding::kind)
                .containsExactly(Kind.HOST_DISABLED, Kind.HOST_DOWN, Kind.NO_HEADROOM);
    }

    @Test
    void findsAPoolWithoutSharedStorage() {
        var pool = hosts().storage("local", false, "h1")
                .storage("isos", true, "iso", 4, "h1", "h2", "h3")
                .storage("drives", true, "user", 0)
                .heard();

        assertThat(only(pool).kind()).isEqualTo(Kind.NO_SHARED_STORAGE);
    }

    @Test
    void findsNewDisksOnALocalSr() {
        var pool = sound().storage("local", false, "h1")
                .settings("h1", true, "local")
                .heard();

        assertThat(only(pool)).satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.DEFAULT_STORAGE_LOCAL);
            assertThat(finding.subject()).isEqualTo("SR local");
        });
    }

    @Test
    void findsSharedStorageThatAHostDoesNotReach() {
        var pool = hosts().storage("nfs", true, "h1").heard();

        assertThat(only(pool)).satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.STORAGE_NOT_EVERYWHERE);
            assertThat(finding.reason()).contains("h2, h3", "1 of 3");
        });
    }

    @Test
    void findsVmsOfOneRequestOnOneHost() {
        List<CountedVm> vms = List.of(
                CountedVms.running("ci-1", "h1", REQUEST),
                CountedVms.running("ci-2", "h1", REQUEST),
                CountedVms.running("alone", "h1", UUID.randomUUID()));

        assertThat(SinglePoints.of(sound().heard(), vms)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.SAME_HOST);
            assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
            assertThat(finding.subject()).isEqualTo("request " + REQUEST);
            assertThat(finding.reason()).startsWith("ci-1, ci-2 were made for one request and all run on h1");
        });
    }

    @Test
    void likesVmsOfOneRequestOnTwoHosts() {
        List<CountedVm> vms =
                List.of(CountedVms.running("ci-1", "h1", REQUEST), CountedVms.running("ci-2", "h2", REQUEST));

        assertThat(SinglePoints.of(sound().heard(), vms)).isEmpty();
    }

    @Test
    void saysThatAPoolIsAwayAndWhatWasSeenLast() {
        var pool = sound().settings("h1", false, "nfs").lost();

        assertThat(SinglePoints.of(pool, List.of()))
                .extracting(Finding::kind)
                .containsExactly(Kind.POOL_UNREACHABLE, Kind.HA_OFF);
        assertThat(SinglePoints.of(pool, List.of()).getFirst().reason())
                .contains("no answer", PoolFixture.SEEN.toString());
    }

    @Test
    void saysOnlyThatAPoolIsAwayWhenItWasNeverHeard() {
        var pool = new PoolSnapshot("lab", Map.of(), null, "not heard yet");

        assertThat(only(pool)).satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.POOL_UNREACHABLE);
            assertThat(finding.reason()).contains("nothing else was looked at");
        });
    }

    @Test
    void putsTheWorstFirst() {
        var report = SpofReport.of(
                List.of(sound().settings("h1", false, "nfs")
                        .host("h4", 8192, true, false)
                        .heard()),
                List.of(),
                List.of());

        assertThat(report.findings()).extracting(Finding::kind).containsExactly(Kind.HOST_DOWN, Kind.HA_OFF);
        assertThat(report.summary())
                .isEqualTo("Single points of failure in pool lab: CRITICAL 1, WARNING 1, NOTICE 0.");
    }

    private static Finding only(PoolSnapshot pool) {
        var findings = SinglePoints.of(pool, List.of());
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static PoolFixture hosts() {
        return new PoolFixture().host("h1", 8192).host("h2", 8192).host("h3", 8192);
    }

    private static PoolFixture sound() {
        return hosts().storage("nfs", true, "h1", "h2", "h3").settings("h1", true, "nfs");
    }
}
