package org.vmc.storage.volumes;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.vmc.storage.classes.StorageClass;

/** Decides on which hosts a volume lies. A pure function of what it is given. */
final class VolumePlanner {

    /** What came out. */
    sealed interface Planning {

        /**
         * A volume that fits.
         *
         * @param hosts distinct, one brick each
         * @param brickBytes what each brick promises at most
         */
        record Planned(VolumeLayout layout, int replicas, List<String> hosts, long brickBytes) implements Planning {
            public Planned {
                hosts = List.copyOf(hosts);
            }
        }

        /** Enough hosts, too little room. */
        record NoSpace(String detail) implements Planning {}

        /** Fewer hosts than copies. */
        record TooFewHosts(String detail) implements Planning {}
    }

    private static final Comparator<HostSpace> ROOMIEST_FIRST =
            Comparator.comparingLong(HostSpace::availableBytes).reversed().thenComparing(HostSpace::host);

    private VolumePlanner() {}

    /**
     * Plans a volume: a replicated one on the hosts with most room, a distributed one over as many hosts as have room
     * for their share.
     *
     * @param hosts those that can carry bricks, in any order
     */
    static Planning plan(StorageClass storageClass, ByteSize size, List<HostSpace> hosts) {
        var roomiest = hosts.stream().sorted(ROOMIEST_FIRST).toList();
        if (roomiest.size() < storageClass.replicas()) {
            return new Planning.TooFewHosts("The class %s keeps %d copies on as many hosts; %d can carry bricks%s."
                    .formatted(
                            storageClass.name(),
                            storageClass.replicas(),
                            roomiest.size(),
                            roomiest.isEmpty() ? "" : ": " + names(roomiest)));
        }
        return storageClass.isFaultTolerant() ? replicated(storageClass, size, roomiest) : distributed(size, roomiest);
    }

    private static Planning replicated(StorageClass storageClass, ByteSize size, List<HostSpace> roomiest) {
        var chosen = roomiest.subList(0, storageClass.replicas());
        if (chosen.getLast().availableBytes() < size.bytes()) {
            return new Planning.NoSpace("%d copies of %s need %s on each of %d hosts; %s."
                    .formatted(storageClass.replicas(), size, size, storageClass.replicas(), describe(roomiest)));
        }
        return new Planning.Planned(
                VolumeLayout.REPLICATED, storageClass.replicas(), sortedNames(chosen), size.bytes());
    }

    private static Planning distributed(ByteSize size, List<HostSpace> roomiest) {
        for (var count = roomiest.size(); count >= 1; count--) {
            var share = Math.ceilDiv(size.bytes(), count);
            var chosen = roomiest.subList(0, count);
            if (chosen.getLast().availableBytes() >= share) {
                return new Planning.Planned(VolumeLayout.DISTRIBUTED, 1, sortedNames(chosen), share);
            }
        }
        return new Planning.NoSpace("%s do not fit on the hosts; %s.".formatted(size, describe(roomiest)));
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
