package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.vmc.storage.FakeGluster;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.gluster.SetShape;

/** Puts a volume named {@code kit} into pool and rows, for operations on one that exists. */
@ApplicationScoped
class VolumeScene {

    static final long BRICK_BYTES = 64L << 20;

    private final FakeGluster gluster;
    private final Volumes volumes;
    private final BrickPlaces places;

    VolumeScene(FakeGluster gluster, Volumes volumes, BrickPlaces places) {
        this.places = places;
        this.gluster = gluster;
        this.volumes = volumes;
    }

    /** A replicated one on three hosts. Joins the caller's transaction. */
    Volume set(boolean started) {
        return set(started, SetShape.replicated(3), List.of("h1", "h2", "h3"));
    }

    /** One of sets of that shape, with a brick on each of the hosts in turn. Joins the caller's transaction. */
    Volume set(boolean started, SetShape shape, List<String> hosts) {
        gluster.reset();
        volumes.deleteAll();
        hosts.forEach(gluster::probe);
        var id = UUID.randomUUID();
        var bricks = places.bricks("kit", hosts, List.of());
        bricks.forEach(brick -> gluster.makeBrick(brick, id));
        gluster.create(new NewGlusterVolume("kit", shape, bricks));
        if (started) {
            gluster.start("kit");
        }
        var volume = new Volume();
        volume.id = id;
        volume.name = "kit";
        volume.managed = true;
        volume.storageClass = "shared-read";
        volume.layout = VolumeLayout.of(shape, hosts.size() / shape.bricks()).wireName();
        volume.shapeOf(shape);
        volume.glusterId = gluster.volume("kit").orElseThrow().id();
        volume.sizeBytes = BRICK_BYTES * hosts.size() / shape.bricks();
        volume.owner = "kit";
        volume.team = "test";
        volume.createdAt = Instant.now();
        volume.status = started ? ObservedStatus.STARTED : ObservedStatus.CREATED;
        bricks.forEach(brick -> volume.bricks.add(new VolumeBrick(brick, BRICK_BYTES)));
        volumes.insert(volume);
        return volume;
    }
}
