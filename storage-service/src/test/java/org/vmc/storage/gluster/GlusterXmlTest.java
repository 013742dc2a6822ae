package org.vmc.storage.gluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GlusterXmlTest {

    @Test
    void readsThePoolWithTheHostThatWasAsked() {
        assertThat(GlusterXml.members(Fixtures.output("pool-list-4"), name -> name.equals("localhost") ? "h1" : name))
                .extracting(PoolMember::host, PoolMember::isReady)
                .containsExactlyInAnyOrder(tuple("h1", true), tuple("h2", true), tuple("h3", true), tuple("h4", true));
    }

    @Test
    void readsAPoolOfOne() {
        assertThat(GlusterXml.members(Fixtures.output("pool-list-single"), name -> name))
                .hasSize(1);
        assertThat(GlusterXml.members(Fixtures.output("peer-status-none"), name -> name))
                .isEmpty();
    }

    @Test
    void tellsADisconnectedMember() {
        assertThat(GlusterXml.members(Fixtures.output("peer-status-h2-down"), name -> name))
                .filteredOn(member -> !member.connected())
                .extracting(PoolMember::host, PoolMember::state, PoolMember::isReady)
                .containsExactly(tuple("h2", "Peer in Cluster", false));
    }

    @Test
    void namesAMemberAsConfiguredWhateverGlusterCallsIt() {
        var members = GlusterXml.members(
                Fixtures.output("peer-status-from-h2-before"), name -> name.startsWith("10.") ? "h1" : name);
        assertThat(members).extracting(PoolMember::host).contains("h1");
    }

    @Test
    void readsTheLimitOfAWholeVolume() {
        assertThat(GlusterXml.quota(Fixtures.output("quota-list"))).hasValue(new Quota(104857600, 512000));
        assertThat(GlusterXml.quota(Fixtures.output("quota-enable"))).isEmpty();
    }

    @Test
    void readsVolumesOfEveryType() {
        var volumes = GlusterXml.volumes(Fixtures.output("volume-info-all"));
        assertThat(volumes)
                .extracting(GlusterVolume::name, GlusterVolume::type, GlusterVolume::replicas)
                .contains(
                        tuple("dist", "Distribute", 1),
                        tuple("rep3", "Replicate", 3),
                        tuple("arb", "Replicate", 3),
                        tuple("disp", "Disperse", 1),
                        tuple("drep", "Distributed-Replicate", 2));
        assertThat(volumes).allMatch(GlusterVolume::isStarted);
    }

    @Test
    void readsTheShapeOfSets() {
        var volumes = GlusterXml.volumes(Fixtures.output("volume-info-all"));
        assertThat(volumes)
                .extracting(GlusterVolume::name, GlusterVolume::shape, volume -> volume.sets()
                        .size())
                .contains(
                        tuple("dist", SetShape.SINGLE, 4),
                        tuple("rep3", SetShape.replicated(3), 1),
                        tuple("arb", SetShape.ARBITER, 1),
                        tuple("disp", SetShape.dispersed(2, 1), 1),
                        tuple("drep", SetShape.replicated(2), 2));
        var arbiter = volumes.stream()
                .filter(volume -> volume.name().equals("arb"))
                .findFirst()
                .orElseThrow();
        assertThat(arbiter.contentBricks()).extracting(Brick::host).containsExactly("h1", "h2");
    }

    @Test
    void readsHowFarAMigrationIs() {
        var going = GlusterXml.rebalance(Fixtures.output("rebalance-inprogress"));
        assertThat(going.state()).isEqualTo(Migration.State.IN_PROGRESS);
        assertThat(going.files()).isEqualTo(468);
        assertThat(going.bytes()).isEqualTo(9_360_000);
        assertThat(going.hosts()).isEqualTo(5);
        assertThat(going.hostsDone()).isZero();
        assertThat(GlusterXml.rebalance(Fixtures.output("rebalance-status-1")).state())
                .isEqualTo(Migration.State.COMPLETED);
        assertThat(GlusterXml.rebalance(Fixtures.output("rebalance-stop")))
                .extracting(Migration::state, Migration::hostsDone)
                .containsExactly(Migration.State.STOPPED, 5);
        assertThat(GlusterXml.removal(Fixtures.output("remove-brick-status-1")))
                .extracting(Migration::state, Migration::files, Migration::failures)
                .containsExactly(Migration.State.COMPLETED, 3L, 0L);
        assertThat(GlusterXml.removal(Fixtures.output("remove-brick-inprogress"))
                        .state())
                .isEqualTo(Migration.State.IN_PROGRESS);
    }

    @Test
    void takesARepairOfTheLayoutForAMigrationLikeAnyOther() {
        assertThat(GlusterXml.rebalance(Fixtures.output("rebalance-fixlayout-status"))
                        .state())
                .isEqualTo(Migration.State.IN_PROGRESS);
        assertThat(GlusterXml.rebalance(Fixtures.output("rebalance-fixlayout-completed"))
                        .state())
                .isEqualTo(Migration.State.COMPLETED);
    }

    @Test
    void tellsWhatIsLeftToHealFromABrickThatIsAway() {
        assertThat(GlusterXml.heals(Fixtures.output("heal-info-rep3-h2-down")))
                .containsExactly(
                        new BrickHeal(new Brick("h1", "/srv/brick/rep3"), OptionalLong.of(5)),
                        new BrickHeal(new Brick("h2", "/srv/brick/rep3"), OptionalLong.empty()),
                        new BrickHeal(new Brick("h3", "/srv/brick/rep3"), OptionalLong.of(5)));
        assertThat(GlusterXml.heals(Fixtures.output("heal-info-disp-after")))
                .hasSize(3)
                .allMatch(heal -> heal.entries().equals(OptionalLong.of(0)));
    }

    @Test
    void readsOptionsWithAndWithoutAValue() {
        var options = GlusterXml.allOptions(Fixtures.output("volume-get-all"));
        assertThat(options)
                .contains(
                        new VolumeOption("cluster.min-free-disk", "10%", true),
                        new VolumeOption("cluster.subvols-per-directory", null, true))
                .hasSize(342);
        assertThat(options).filteredOn(option -> !option.isDefault()).isNotEmpty();
    }

    @Test
    void readsThePortsOfBricks() {
        assertThat(GlusterXml.ports(Fixtures.output("volume-status-rep3")))
                .containsEntry(new Brick("h1", "/srv/brick/rep3"), 49280)
                .hasSize(3);
    }

    @Test
    void readsAVolumeWhole() {
        var volume = GlusterXml.volumes(Fixtures.output("volume-info-dist")).getFirst();
        assertThat(volume.id()).isEqualTo(UUID.fromString("7e92a1f7-8f78-4575-b2ab-81446456fba4"));
        assertThat(volume.bricks()).hasSize(4).startsWith(new Brick("h1", "/srv/brick/dist"));
        assertThat(volume.options()).containsEntry("nfs.disable", "on").hasSize(3);
    }

    @Test
    void readsStatesOtherThanStarted() {
        assertThat(GlusterXml.volumes(Fixtures.output("volume-info-created")))
                .extracting(GlusterVolume::status)
                .containsOnly(VolumeStatus.CREATED);
        assertThat(GlusterXml.volumes(Fixtures.output("volume-info-none"))).isEmpty();
    }

    @Test
    void countsOnlyBricksThatRun() {
        assertThat(GlusterXml.onlineBricks(Fixtures.output("volume-status-rep3-brickdown")))
                .containsExactlyInAnyOrder(new Brick("h1", "/srv/brick/rep3"), new Brick("h3", "/srv/brick/rep3"));
        assertThat(GlusterXml.onlineBricks(Fixtures.output("volume-status-rep3")))
                .hasSize(3);
        assertThat(GlusterXml.onlineBricks(Fixtures.output("volume-status-all-h2-down")))
                .noneMatch(brick -> brick.host().equals("h2"))
                .noneMatch(brick -> brick.host().contains("Self-heal"));
    }

    @Test
    void tellsSplitBrainFromWhatIsLeftToHeal() {
        assertThat(GlusterXml.healSummaries(Fixtures.output("heal-info-summary-rep3-brickdown")))
                .containsExactly(
                        new HealSummary(new Brick("h1", "/srv/brick/rep3"), true, 8, 0),
                        new HealSummary(new Brick("h2", "/srv/brick/rep3"), false, 0, 0),
                        new HealSummary(new Brick("h3", "/srv/brick/rep3"), true, 8, 0));
    }

    @Test
    void tellsWhetherEachSelfHealDaemonIsHeard() {
        var output = Fixtures.output("volume-status-rep3-brickdown");
        assertThat(GlusterXml.healers(output, name -> name.equals("localhost") ? "h1" : name))
                .containsExactlyInAnyOrderEntriesOf(Map.of("h1", true, "h2", true, "h3", true, "h4", true));
    }
}
