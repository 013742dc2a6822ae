package org.vmc.storage.gluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
}
