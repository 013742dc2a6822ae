package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.storage.hosts.StorageHosts;

/** Checks requests for another size, and promises the room that is wanted more, inside the accepting transaction. */
@ApplicationScoped
class SizeRequests {

    private final BrickPlaces places;
    private final PlannedBricks planned;
    private final ResizeVolume resize;

    SizeRequests(BrickPlaces places, PlannedBricks planned, ResizeVolume resize) {
        this.places = places;
        this.planned = planned;
        this.resize = resize;
    }

    /**
     * Reads a size.
     *
     * @throws ProblemException 422 when it is none that a volume may have
     */
    static ByteSize checked(@Nullable String size) {
        return ByteSize.parse(size == null ? "" : size)
                .filter(bytes -> bytes.bytes() >= ByteSize.SMALLEST_VOLUME.bytes()
                        && bytes.bytes() <= ByteSize.LARGEST_VOLUME.bytes())
                .orElseThrow(() -> ProblemException.invalid(
                        "size",
                        "must be a whole number with M, G or T, such as 1G, from %s to %s"
                                .formatted(ByteSize.SMALLEST_VOLUME, ByteSize.LARGEST_VOLUME)));
    }

    /**
     * Plans another size on the same bricks.
     *
     * @param look the hosts as seen before the transaction began
     * @throws ProblemException 403 for anybody but the owner and operators, 409 for a volume that VMC did not make, 507
     *     when a host of it has no room for more
     */
    NewOperation<VolumeResizing> resize(Volume volume, ByteSize size, StorageHosts.Look look, Caller caller) {
        caller.requireOwner(volume.owner);
        if (!volume.managed || volume.sizeBytes == null || volume.glusterId == null) {
            throw ProblemException.conflict(
                    "%s was not made by VMC, or is not there yet; its size is not known.".formatted(volume.name));
        }
        var more = more(volume, size);
        requireRoom(volume, more, look);
        var input = new VolumeResizing(
                TimeOrderedIds.next(),
                volume.id,
                volume.name,
                volume.brickList(),
                volume.glusterId,
                volume.sizeBytes,
                size.bytes());
        planned.plan(input.planId(), volume.id, more);
        return NewOperation.of(resize, input, new Target("volume", volume.id, volume.name));
    }

    /** What each brick is to be promised beyond what it is. */
    private static List<PromisedBrick> more(Volume volume, ByteSize size) {
        var more = new ArrayList<PromisedBrick>();
        for (var brick : volume.bricks) {
            var bytes = volume.promiseFor(brick, size.bytes()) - brick.promisedBytes;
            if (bytes > 0) {
                more.add(new PromisedBrick(brick.brick(), bytes));
            }
        }
        return more;
    }

    private void requireRoom(Volume volume, List<PromisedBrick> more, StorageHosts.Look look) {
        var wanted = PromisedBrick.byHost(more);
        var space = places.space(look);
        for (var host : wanted.keySet()) {
            var room = space.stream()
                    .filter(each -> each.host().equals(host))
                    .mapToLong(HostSpace::availableBytes)
                    .sum();
            if (room < wanted.get(host)) {
                throw ProblemException.of(
                        ProblemType.NO_SPACE,
                        "%s has no room for %s more of %s; %s. With bricks elsewhere: /storage volume expand name:%s"
                                .formatted(
                                        host,
                                        new ByteSize(wanted.get(host)),
                                        volume.name,
                                        space.stream().map(HostSpace::describe).collect(Collectors.joining("; ")),
                                        volume.name));
            }
        }
    }
}
