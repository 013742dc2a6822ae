package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.hosts.StorageHosts;

/** Turns requests to change a volume's bricks into their operations, inside the accepting transaction. */
@ApplicationScoped
class BrickRequests {

    private static final int MOST_SETS_AT_ONCE = 32;

    private final BrickPlaces places;
    private final PlannedBricks planned;
    private final StorageHosts hosts;
    private final ExpandVolume expand;
    private final ShrinkVolume shrink;
    private final ReplaceBrick replace;
    private final RebalanceVolume rebalance;

    BrickRequests(
            BrickPlaces places,
            PlannedBricks planned,
            StorageHosts hosts,
            ExpandVolume expand,
            ShrinkVolume shrink,
            ReplaceBrick replace,
            RebalanceVolume rebalance) {
        this.places = places;
        this.planned = planned;
        this.hosts = hosts;
        this.expand = expand;
        this.shrink = shrink;
        this.replace = replace;
        this.rebalance = rebalance;
    }

    /**
     * Plans more sets, of the size of those there are.
     *
     * @param sets 1 when it is null
     * @param look the hosts as seen before the transaction began
     * @throws ProblemException 422 for a number that makes no sense, 507 or 409 when there is no room for them
     */
    NewOperation<VolumeExpansion> expansion(
            Volume volume, @Nullable Integer sets, StorageHosts.Look look, Caller caller) {
        requireOwned(volume, caller);
        var count = sets == null ? 1 : sets;
        if (count < 1 || count > MOST_SETS_AT_ONCE) {
            throw ProblemException.invalid("sets", "must be from 1 to " + MOST_SETS_AT_ONCE);
        }
        var shape = volume.shape();
        var brickBytes = volume.bricks.getFirst().promisedBytes;
        var plan = places.granted(VolumePlanner.more(shape, count, brickBytes, places.space(look)), look);
        var bricks = places.bricks(volume.name, plan.hosts(), taken(volume));
        var input = new VolumeExpansion(
                TimeOrderedIds.next(),
                volume.id,
                volume.name,
                volume.brickList(),
                volume.glusterId,
                shape,
                PromisedBrick.all(shape, bricks, brickBytes),
                brickBytes * shape.usableBricks() * count,
                plan.why());
        planned.plan(input.planId(), volume.id, input.added());
        return NewOperation.of(expand, input, target(volume));
    }

    /** @throws ProblemException 403 for anybody but the owner and operators, 409 when there is one set only */
    NewOperation<VolumeChange> rebalance(Volume volume, Caller caller) {
        requireOwned(volume, caller);
        if (volume.sets() == 1) {
            throw ProblemException.conflict(
                    "%s has one set of bricks, and its files can lie nowhere else. Expand it first: /storage volume expand name:%s"
                            .formatted(volume.name, volume.name));
        }
        return NewOperation.of(rebalance, VolumeChange.of(volume), target(volume));
    }

    /**
     * Chooses the set that goes.
     *
     * @param set its number, from 1; the last when it is null
     * @throws ProblemException 422 when there is no such set, 409 when it is the only one
     */
    NewOperation<VolumeShrinking> shrinking(Volume volume, @Nullable Integer set, Caller caller) {
        requireOwned(volume, caller);
        var sets = volume.sets();
        var number = set == null ? sets : set;
        if (number < 1 || number > sets) {
            throw ProblemException.invalid("set", "must be from 1 to %d, as the volume shows them".formatted(sets));
        }
        if (sets == 1) {
            throw ProblemException.conflict(
                    "%s has one set of bricks, and its files lie there. To free its hosts make another volume and copy the files, or replace its bricks one by one."
                            .formatted(volume.name));
        }
        var shape = volume.shape();
        var leaving = volume.brickList().subList((number - 1) * shape.bricks(), number * shape.bricks());
        var brickBytes = volume.bricks.get((number - 1) * shape.bricks()).promisedBytes;
        var input = new VolumeShrinking(
                volume.id,
                volume.name,
                volume.brickList(),
                volume.glusterId,
                leaving,
                brickBytes * shape.usableBricks());
        return NewOperation.of(shrink, input, target(volume));
    }

    /**
     * Chooses where the new brick comes to be.
     *
     * @param brick {@code host:/path}, or its host alone when the volume has one brick there
     * @param to host of the new one; the roomiest that may have it when it is null
     * @throws ProblemException 422 for a brick or host there is not, 409 when no host may have it, or when the volume
     *     keeps one copy only
     */
    NewOperation<BrickReplacement> replacement(
            Volume volume, @Nullable String brick, @Nullable String to, StorageHosts.Look look, Caller caller) {
        requireOwned(volume, caller);
        var errors = new ArrayList<FieldError>();
        var former = former(volume, brick, errors);
        if (to != null && !hosts.names().contains(to)) {
            errors.add(new FieldError("to", "must be one of the storage hosts: " + String.join(", ", hosts.names())));
        }
        if (former == null || !errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        if (!volume.shape().survivesLoss()) {
            throw ProblemException.conflict(
                    "%s keeps one copy of each file, so nothing could fill a new brick. Expand it by a set, then shrink it by this one."
                            .formatted(volume.name));
        }
        var beside = set(volume, former).stream()
                .filter(other -> !other.equals(former.brick()))
                .toList();
        var host = host(volume, former, beside, to, look);
        var place =
                places.bricks(volume.name, List.of(host.host()), taken(volume)).getFirst();
        var input = new BrickReplacement(
                TimeOrderedIds.next(),
                volume.id,
                volume.name,
                volume.brickList(),
                volume.glusterId,
                former.brick(),
                new PromisedBrick(place, former.promisedBytes),
                "%s holds none of its set (%s); %s".formatted(host.host(), PoolVolumes.join(beside), host.describe()));
        planned.plan(input.planId(), volume.id, List.of(input.brick()));
        return NewOperation.of(replace, input, target(volume));
    }

    /** @param errors gets what is wrong; then the answer is null */
    private static @Nullable VolumeBrick former(Volume volume, @Nullable String named, List<FieldError> errors) {
        var found = volume.bricks.stream()
                .filter(each -> each.brick().toString().equals(named) || each.host.equals(named))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        var one = found.size() > 1 ? "one of the bricks there" : "one of its bricks, or the host of one";
        var choices = found.isEmpty() ? volume.bricks : found;
        var bricks = choices.stream().map(each -> each.brick().toString()).collect(Collectors.joining(", "));
        errors.add(new FieldError("brick", "must be %s: %s".formatted(one, bricks)));
        return null;
    }

    private static List<Brick> set(Volume volume, VolumeBrick brick) {
        var size = volume.shape().bricks();
        var first = volume.bricks.indexOf(brick) / size * size;
        return volume.brickList().subList(first, first + size);
    }

    private HostSpace host(
            Volume volume, VolumeBrick former, List<Brick> beside, @Nullable String to, StorageHosts.Look look) {
        var space = places.space(look);
        var free = space.stream()
                .filter(host -> beside.stream().noneMatch(brick -> brick.host().equals(host.host())))
                .toList();
        var names = free.stream().map(HostSpace::host).collect(Collectors.joining(", "));
        if (to != null && beside.stream().anyMatch(brick -> brick.host().equals(to))) {
            throw ProblemException.conflict(
                    "%s has a brick of the same set already, so its loss would take two copies at once. Hosts without one: %s."
                            .formatted(to, names.isEmpty() ? "none" : names));
        }
        var roomy = free.stream()
                .filter(host -> to == null || host.host().equals(to))
                .filter(host -> host.availableBytes() >= former.promisedBytes)
                .max(Comparator.comparing((HostSpace host) -> !host.host().equals(former.host))
                        .thenComparingLong(HostSpace::availableBytes));
        return roomy.orElseThrow(() -> ProblemException.of(
                ProblemType.NO_SPACE,
                "No host%s has room for a brick of %s beside the others of the set of %s; %s."
                        .formatted(
                                to == null ? "" : " named " + to,
                                new ByteSize(former.promisedBytes),
                                volume.name,
                                space.stream().map(HostSpace::describe).collect(Collectors.joining("; ")))));
    }

    /** Places of the volume that are not free, also those that operations still to run will take. */
    private List<Brick> taken(Volume volume) {
        var taken = new ArrayList<>(volume.brickList());
        taken.addAll(planned.of(volume.id));
        return taken;
    }

    private static void requireOwned(Volume volume, Caller caller) {
        caller.requireOwner(volume.owner);
        if (!volume.managed) {
            throw ProblemException.conflict(
                    "%s was not made by VMC, which therefore cannot know what its bricks hold. Change it with gluster."
                            .formatted(volume.name));
        }
        if (volume.glusterId == null) {
            throw ProblemException.conflict(
                    "The volume %s is not there yet; wait for its creation.".formatted(volume.name));
        }
    }

    private static Target target(Volume volume) {
        return new Target("volume", volume.id, volume.name);
    }
}
