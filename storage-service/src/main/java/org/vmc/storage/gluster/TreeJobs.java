package org.vmc.storage.gluster;

/**
 * Work on trees of small files, which a host goes on with by itself when this service dies. Failures as in
 * {@link GlusterPool}. Thread-safe.
 */
public interface TreeJobs {

    /**
     * Begins the job on that host unless it was begun before, and says how it is. One that its host ended, as by being
     * restarted, is begun anew, three times at most.
     */
    TreeJob.State look(String host, Tree tree, TreeJob job);

    /** Ends what runs of the tree on that host, and unmounts what it had mounted. */
    void stop(String host, Tree tree);

    /**
     * As {@link #stop}, then removes everything of the tree from the host's own disks, also what it remembers of jobs.
     */
    void clear(String host, Tree tree);
}
