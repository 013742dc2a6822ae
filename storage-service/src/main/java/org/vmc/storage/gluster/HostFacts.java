package org.vmc.storage.gluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a host has of what bricks need, asked just now. */
public sealed interface HostFacts {

    String host();

    /**
     * It answers.
     *
     * @param glusterVersion such as {@code 10.3}; null when Gluster is not installed
     * @param daemonRuns whether glusterd runs
     * @param missingPrograms those of the programs VMC or Gluster calls that are not there
     * @param root the file system of its bricks; null when the directory does not exist
     */
    record Answered(
            String host,
            @Nullable String glusterVersion,
            boolean daemonRuns,
            List<String> missingPrograms,
            @Nullable BrickRoot root)
            implements HostFacts {
        public Answered {
            missingPrograms = List.copyOf(missingPrograms);
        }
    }

    /** It does not. */
    record Silent(String host, String reason) implements HostFacts {}

    /**
     * The file system below which the bricks are.
     *
     * @param isOwn whether it is another than that of {@code /}
     * @param source the device, such as {@code /dev/sdb1}; empty when it cannot be told
     * @param filesystem such as {@code xfs}
     * @param mountOptions such as {@code rw} and {@code noatime}; none when they cannot be told
     * @param totalBytes its size
     * @param freeBytes free on it
     * @param inodeBytes size of an inode of XFS; null of another file system, or when it cannot be told
     */
    record BrickRoot(
            boolean isOwn,
            String source,
            String filesystem,
            List<String> mountOptions,
            long totalBytes,
            long freeBytes,
            @Nullable Integer inodeBytes) {
        public BrickRoot {
            mountOptions = List.copyOf(mountOptions);
        }
    }
}
