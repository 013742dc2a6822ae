package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.vmc.storage.FakeGluster;
import org.vmc.storage.gluster.NewGlusterVolume;

/** Puts a replicated volume named {@code kit} into pool and rows, for operations on one that exists. */
@ApplicationScoped
class VolumeScene {

    private final FakeGluster gluster;
    private final Volumes volumes;

    VolumeScene(FakeGluster gluster, Volumes volumes) {
        this.gluster = gluster;
        this.volumes = volumes;
    }

    /** Joins the caller's transaction. */
    Volume set(boolean started) {
        gluster.reset();
        volumes.deleteAll();
        List.of("h2", "h3").forEach(gluster::probe);
        var id = UUID.randomUUID();
        var bricks = List.of("h1", "h2", "h3").stream()
                .map(host -> gluster.brick(host, "kit"))
                .toList();
        bricks.forEach(brick -> gluster.makeBrick(brick, id));
        gluster.create(new NewGlusterVolume("kit", 3, bricks));
        if (started) {
            gluster.start("kit");
        }
        var volume = new Volume();
        volume.id = id;
        volume.name = "kit";
        volume.managed = true;
        volume.storageClass = "shared-read";
        volume.layout = "replicated";
        volume.replicas = 3;
        volume.sizeBytes = 64L << 20;
        volume.owner = "kit";
        volume.team = "test";
        volume.createdAt = Instant.now();
        volume.status = started ? ObservedStatus.STARTED : ObservedStatus.CREATED;
        bricks.forEach(brick -> volume.bricks.add(new VolumeBrick(brick, 64L << 20)));
        volumes.insert(volume);
        return volume;
    }
}
