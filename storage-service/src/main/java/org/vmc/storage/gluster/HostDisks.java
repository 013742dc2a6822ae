package org.vmc.storage.gluster;

import java.util.List;

/** The disks of a host, asked just now. */
public sealed interface HostDisks {

    String host();

    /** @param missingTools programs that would tell more, such as {@code smartctl} */
    record Answered(String host, List<Disk> disks, List<String> missingTools) implements HostDisks {
        public Answered {
            disks = List.copyOf(disks);
            missingTools = List.copyOf(missingTools);
        }
    }

    /** It does not answer, or cannot list its disks. */
    record Silent(String host, String reason) implements HostDisks {}
}
