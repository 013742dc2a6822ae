package org.vmc.storage.volumes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vmc.storage.gluster.SetShape;

/** Decides on which hosts a volume lies. A pure function of what it is given. */
final class VolumePlanner {

    /** What came out. */
    sealed interface Planning {

        /**
         * Bricks that fit.
         *
         * @param hosts one for each brick, set by set; distinct within a set
         * @param brickBytes what each brick promises at most, arbiters apart
         * @param why in words
         */
        record Planned(VolumeLayout layout, SetShape shape, List<String> hosts, long brickBytes, String why)
                implements Planning {
            public Planned {
                hosts = List.copyOf(hosts);
            }
        }

        /** Enough hosts, too little room. */
        record NoSpace(String detail) implements Planning {}

        /** Fewer hosts than a set has bricks. */
        record TooFewHosts(String detail) implements Planning {}
    }

    private static final Comparator<HostSpace> ROOMIEST_FIRST =
            Comparator.comparingLong(HostSpace::availableBytes).reversed().thenComparing(HostSpace::host);

    /** An arbiter needs some 4 KiB for each file; this is enough for files of 128 KiB on average. */
    private static final int ARBITER_SHARE = 32;

    private VolumePlanner() {}

    /**
     * Plans a volume: each set on the hosts that have most room left, never two bricks of a set on one host; files
     * without copies over as many hosts as have room for their share.
     *
     * @param hosts those that can carry bricks, in any order
     */
    static Planning plan(VolumeWish wish, ByteSize size, List<HostSpace> hosts) {
        var roomiest = hosts.stream().sorted(ROOMIEST_FIRST).toList();
        var tooFew = tooFew(wish.shape(), roomiest);
        if (tooFew.isPresent()) {
            return tooFew.get();
        }
        if (!wish.shape().survivesLoss() && wish.sets() == null) {
            return spread(wish, size, roomiest);
        }
        var sets = sets(wish, roomiest.size());
        return place(
                wish.shape(),
                sets,
                share(size, wish.shape(), sets),
                roomiest,
                "%s of %s".formatted(size, wish.layout().wireName()));
    }

    /** Plans more sets of the same shape and size. */
    static Planning more(SetShape shape, int sets, long brickBytes, List<HostSpace> hosts) {
        var roomiest = hosts.stream().sorted(ROOMIEST_FIRST).toList();
        return tooFew(shape, roomiest)
                .orElseGet(() ->
                        place(shape, sets, brickBytes, roomiest, sets == 1 ? "one more set" : sets + " more sets"));
    }

    /** What a brick of a set promises. */
    static long promise(SetShape shape, int position, long brickBytes) {
        return shape.isArbiter(position) ? Math.ceilDiv(brickBytes, ARBITER_SHARE) : brickBytes;
    }

    private static int sets(VolumeWish wish, int hosts) {
        if (wish.sets() != null) {
            return wish.sets();
        }
        return wish.layout().isDistributed() ? Math.max(2, hosts / wish.shape().bricks()) : 1;
    }

    private static long share(ByteSize size, SetShape shape, int sets) {
        return Math.ceilDiv(size.bytes(), (long) sets * shape.usableBricks());
    }

    private static Optional<Planning> tooFew(SetShape shape, List<HostSpace> roomiest) {
        if (roomiest.size() >= shape.bricks()) {
            return Optional.empty();
        }
        return Optional.of(new Planning.TooFewHosts("%s on as many hosts; %d can carry bricks%s."
                .formatted(needs(shape), roomiest.size(), roomiest.isEmpty() ? "" : ": " + names(roomiest))));
    }

    private static Planning spread(VolumeWish wish, ByteSize size, List<HostSpace> roomiest) {
        for (var count = roomiest.size(); count >= 1; count--) {
            var share = Math.ceilDiv(size.bytes(), count);
            var chosen = roomiest.subList(0, count);
            if (chosen.getLast().availableBytes() >= share) {
                return planned(wish.shape(), sortedNames(chosen), share, roomiest);
            }
        }
        return new Planning.NoSpace("%s do not fit on the hosts; %s.".formatted(size, describe(roomiest)));
    }

    private static Planning place(
            SetShape shape, int sets, long brickBytes, List<HostSpace> roomiest, String attempted) {
        var room = new LinkedHashMap<String, Long>();
        roomiest.forEach(host -> room.put(host.host(), host.availableBytes()));
        var hosts = new ArrayList<String>();
        for (var set = 0; set < sets; set++) {
            var chosen = oneSet(shape, brickBytes, room);
            if (chosen.isEmpty()) {
                return new Planning.NoSpace("%s: %s of %s do not find %d sets of room; %s."
                        .formatted(attempted, needs(shape), new ByteSize(brickBytes), sets, describe(roomiest)));
            }
            hosts.addAll(chosen);
        }
        return planned(shape, hosts, brickBytes, roomiest);
    }

    /** Takes the room of one set; empty when there is none. */
    private static List<String> oneSet(SetShape shape, long brickBytes, Map<String, Long> room) {
        var byRoom = Comparator.comparing((String host) -> room.getOrDefault(host, 0L))
                .reversed();
        var ordered = room.keySet().stream()
                .sorted(byRoom.thenComparing(Comparator.naturalOrder()))
                .toList();
        var content = ordered.subList(0, shape.contentBricks());
        // An arbiter needs little, so it goes where little is left.
        var arbiterBytes = promise(shape, shape.bricks() - 1, brickBytes);
        var arbiters = ordered.subList(shape.contentBricks(), ordered.size()).reversed().stream()
                .filter(host -> room.getOrDefault(host, 0L) >= arbiterBytes)
                .limit(shape.arbiters())
                .toList();
        if (room.getOrDefault(content.getLast(), 0L) < brickBytes || arbiters.size() < shape.arbiters()) {
            return List.of();
        }
        var chosen = new ArrayList<>(content.stream().sorted().toList());
        chosen.addAll(arbiters);
        IntStream.range(0, chosen.size())
                .forEach(
                        position -> room.merge(chosen.get(position), -promise(shape, position, brickBytes), Long::sum));
        return chosen;
    }

    private static Planning.Planned planned(
            SetShape shape, List<String> hosts, long brickBytes, List<HostSpace> roomiest) {
        var sets = hosts.size() / shape.bricks();
        var why = "%s; %s".formatted(meaning(shape, sets), describe(roomiest));
        return new Planning.Planned(VolumeLayout.of(shape, sets), shape, hosts, brickBytes, why);
    }

    private static String meaning(SetShape shape, int sets) {
        var spread = sets > 1 ? ", files spread over %d sets".formatted(sets) : "";
        if (shape.keepsParts()) {
            return "%d parts of each file and %d computed from them, so any %d of %d hosts may be lost%s"
                    .formatted(shape.usableBricks(), shape.redundancy(), shape.redundancy(), shape.bricks(), spread);
        }
        if (shape.arbiters() > 0) {
            return "two copies and an arbiter, so one host may be lost and a parted pair is told which is right%s"
                    .formatted(spread);
        }
        if (shape.keepsCopies()) {
            return "%d copies, so one host may be lost and the others outvote one that was parted%s"
                    .formatted(shape.bricks(), spread);
        }
        return "one copy, so the loss of a host loses its files; spread over %d bricks".formatted(sets);
    }

    private static String needs(SetShape shape) {
        if (shape.keepsParts()) {
            return "%d + %d parts".formatted(shape.usableBricks(), shape.redundancy());
        }
        if (shape.arbiters() > 0) {
            return "%d copies and an arbiter".formatted(shape.contentBricks());
        }
        return shape.bricks() == 1 ? "A brick" : "%d copies".formatted(shape.bricks());
    }

    private static List<String> sortedNames(List<HostSpace> hosts) {
        return hosts.stream().map(HostSpace::host).sorted().toList();
    }

    private static String names(List<HostSpace> hosts) {
        return String.join(", ", sortedNames(hosts));
    }

    private static String describe(List<HostSpace> hosts) {
        return hosts.stream().map(HostSpace::describe).collect(Collectors.joining("; "));
    }
}
