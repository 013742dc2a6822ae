package org.vmc.storage.volumes;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.storage.VolumeFill;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.SetShape;

/** A volume: what was promised, and what was last seen. */
@Entity
// What was seen must not write back what an operation has changed meanwhile.
@DynamicUpdate
@Table(name = "volume")
class Volume {

    @Id
    UUID id;

    @Column(name = "name")
    String name;

    /** False for a volume that was found in the pool; VMC never deletes such a one. */
    @Column(name = "managed")
    boolean managed;

    @Column(name = "storage_class")
    @Nullable
    String storageClass;

    @Column(name = "layout")
    String layout;

    @Column(name = "replicas")
    int replicas;

    @Column(name = "set_bricks")
    int setBricks = 1;

    @Column(name = "arbiters")
    int arbiters;

    @Column(name = "redundancy")
    int redundancy;

    @Column(name = "size_bytes")
    @Nullable
    Long sizeBytes;

    /** Empty for a volume that was found. */
    @Column(name = "owner")
    String owner;

    @Column(name = "team")
    String team;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "gluster_id")
    @Nullable
    UUID glusterId;

    @Enumerated(EnumType.STRING)
    @Column(name = "status")
    ObservedStatus status = ObservedStatus.ABSENT;

    @Column(name = "observed_at")
    @Nullable
    Instant observedAt;

    /** What its files took when that was last seen. */
    @Column(name = "used_bytes")
    @Nullable
    Long usedBytes;

    /** As last told. */
    @Enumerated(EnumType.STRING)
    @Column(name = "fill")
    VolumeFill fill = VolumeFill.OK;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "volume_brick", joinColumns = @JoinColumn(name = "volume_id"))
    @OrderColumn(name = "position")
    List<VolumeBrick> bricks = new ArrayList<>();

    /** For Hibernate. */
    Volume() {}

    void seenRunning() {
        status = ObservedStatus.STARTED;
        observedAt = Instant.now();
        bricks.forEach(brick -> brick.online = true);
    }

    void seenStopped() {
        status = ObservedStatus.STOPPED;
        observedAt = Instant.now();
        bricks.forEach(brick -> brick.online = false);
    }

    SetShape shape() {
        return new SetShape(setBricks, arbiters, redundancy);
    }

    void shapeOf(SetShape shape) {
        setBricks = shape.bricks();
        arbiters = shape.arbiters();
        redundancy = shape.redundancy();
        replicas = shape.replicas();
    }

    int sets() {
        return bricks.size() / setBricks;
    }

    /** Takes whole sets in; those it has already are no change. */
    void grow(List<PromisedBrick> added, long bytes) {
        if (brickList().containsAll(PromisedBrick.bricks(added))) {
            return;
        }
        added.forEach(brick -> bricks.add(new VolumeBrick(brick.brick(), brick.bytes())));
        resized(bytes);
    }

    /** Lets whole sets go; those it has not are no change. */
    void shrink(List<Brick> gone, long bytes) {
        if (bricks.removeIf(brick -> gone.contains(brick.brick()))) {
            resized(-bytes);
        }
    }

    /** What it would hold with these bricks beside its own; those it has already are no change. */
    long sizeWith(List<Brick> added, long bytes) {
        return (sizeBytes == null ? 0 : sizeBytes) + (brickList().containsAll(added) ? 0 : bytes);
    }

    /** What it would hold without these of its bricks; those it has not are no change. */
    long sizeWithout(List<Brick> gone, long bytes) {
        return (sizeBytes == null ? 0 : sizeBytes) - (Collections.disjoint(brickList(), gone) ? 0 : bytes);
    }

    /** What a brick of it has to promise when it holds so much. */
    long promiseFor(VolumeBrick brick, long bytes) {
        var now = sizeBytes == null || sizeBytes == 0 ? bytes : sizeBytes;
        return Math.round(Math.ceil((double) brick.promisedBytes / now * bytes));
    }

    /** Holds more or less on the bricks it has. */
    void resize(long bytes) {
        bricks.forEach(brick -> brick.promisedBytes = promiseFor(brick, bytes));
        sizeBytes = bytes;
    }

    void replace(Brick former, PromisedBrick brick) {
        bricks.replaceAll(each -> each.brick().equals(former) ? new VolumeBrick(brick.brick(), brick.bytes()) : each);
    }

    private void resized(long bytes) {
        layout = VolumeLayout.of(shape(), sets()).wireName();
        if (sizeBytes != null) {
            sizeBytes += bytes;
        }
    }

    List<Brick> brickList() {
        return bricks.stream().map(VolumeBrick::brick).toList();
    }
}
