package org.vmc.storage.files;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickFiles;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.hosts.GlusterProblems;

/**
 * Looks through a volume on one brick of each of its sets, all at the same time. For many small files that is many
 * times faster than a mount, which asks all bricks about every name. What a client has not written yet is not seen, and
 * of copies only one is looked at: one that lacks a heal may be old.
 */
@ApplicationScoped
public class BrickScan {

    private final GlusterPool pool;
    private final BrickFiles files;

    BrickScan(GlusterPool pool, BrickFiles files) {
        this.pool = pool;
        this.files = files;
    }

    /**
     * Files and links whose own name matches.
     *
     * @param pattern a glob: {@code *}, {@code ?} and {@code [a-z]}
     * @param limit most of each set
     * @throws ProblemException 409 when a set has no brick that runs
     */
    public List<BrickFiles.Found> find(GlusterVolume volume, String pattern, int limit) {
        var bricks = oneOfEachSet(volume);
        return GlusterProblems.asking(() -> files.find(bricks, pattern, limit));
    }

    /**
     * Reads all files below a directory.
     *
     * @return their bytes
     * @throws ProblemException 409 when a set has no brick that runs, or when the volume cuts its files
     */
    public long read(GlusterVolume volume, String directory) {
        requireWholeFiles(volume);
        var bricks = oneOfEachSet(volume);
        return GlusterProblems.asking(() -> files.read(bricks, directory));
    }

    /** Whether a brick keeps whole files. */
    public static boolean keepsWholeFiles(GlusterVolume volume) {
        return !volume.shape().keepsParts() && !volume.isSharded();
    }

    private static void requireWholeFiles(GlusterVolume volume) {
        if (!keepsWholeFiles(volume)) {
            throw ProblemException.conflict("The bricks of %s keep parts of files, not files; read it through a mount."
                    .formatted(volume.name()));
        }
    }

    private List<Brick> oneOfEachSet(GlusterVolume volume) {
        var online = GlusterProblems.asking(() -> pool.onlineBricks(volume.name()));
        var content = volume.contentBricks();
        return volume.sets().stream()
                .map(set -> set.stream()
                        .filter(content::contains)
                        .filter(online::contains)
                        .findFirst()
                        .orElseThrow(() -> ProblemException.conflict(
                                "No brick of the set %s of %s runs. /storage volume health name:%s says what helps."
                                        .formatted(set, volume.name(), volume.name()))))
                .toList();
    }
}
