package org.vmc.storage.gluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The trusted pool: its peers and volumes. Every method asks Gluster at that moment.
 *
 * <p>All methods throw {@link GlusterRefused} when Gluster says no, and {@link GlusterUnreachable} when no host gives
 * an answer in time. Thread-safe.
 */
public interface GlusterPool {

    /** Members of the pool, the host that was asked included. A lone host is a pool of one. */
    List<PoolMember> members();

    /** Takes a configured host into the pool; one that is in it already is left as it is. */
    void probe(String host);

    /** Lets a host go. Gluster refuses when it holds bricks or when another peer is not connected. */
    void detach(String host);

    List<GlusterVolume> volumes();

    Optional<GlusterVolume> volume(String name);

    /** The bricks of a started volume whose processes run. */
    Set<Brick> onlineBricks(String volume);

    void create(NewGlusterVolume volume);

    /** Sets all of the options, or none when Gluster refuses one. */
    void set(String volume, Map<String, String> options);

    /** Gives an option its default again. */
    void reset(String volume, String option);

    /** All options there are, with what is in force. */
    List<VolumeOption> options(String volume);

    /** The ports at which the running bricks of a started volume listen. */
    Map<Brick, Integer> ports(String volume);

    /** Adds whole sets; nothing is moved onto them yet. */
    void addBricks(String volume, List<Brick> bricks);

    /** Begins to spread the files anew over all sets. */
    void startRebalance(String volume);

    /** The rebalance that was started last; empty when there was none since the bricks last changed. */
    Optional<Migration> rebalance(String volume);

    /** Stops a rebalance; files that were moved stay where they are. */
    void stopRebalance(String volume);

    /** Begins to move the files off whole sets. */
    void startRemoval(String volume, List<Brick> bricks);

    /** The emptying of these bricks; empty when it was not begun. */
    Optional<Migration> removal(String volume, List<Brick> bricks);

    /** Stops the emptying; the bricks stay, files that were moved stay where they are. */
    void stopRemoval(String volume, List<Brick> bricks);

    /** Lets the emptied bricks go; they keep what was not moved, out of everybody's sight. */
    void commitRemoval(String volume, List<Brick> bricks);

    /** Puts an empty brick in the place of another, whose content the volume forgets. */
    void replaceBrick(String volume, Brick former, Brick brick);

    /** Begins a repair of everything in a replicated or dispersed volume. */
    void heal(String volume);

    /** What is left to repair, brick by brick. A host that does not answer makes this take ten seconds. */
    List<BrickHeal> heals(String volume);

    /** As {@link #heals}, with what is in split-brain. */
    List<HealSummary> healSummaries(String volume);

    /**
     * Whether the self-heal daemon of each host of the pool is heard, for a started volume that is healed. While hosts
     * are silent Gluster may take two minutes over this and refuse everything else meanwhile.
     */
    Map<String, Boolean> healers(String volume);

    /** The limit of the whole volume and what is used of it; empty when it has none. */
    Optional<Quota> quota(String volume);

    /** Limits a whole started volume. What is there stays, also when it is more. */
    void limit(String volume, long bytes);

    /** Takes the limit away. */
    void unlimit(String volume);

    void start(String volume);

    /**
     * Starts what does not run of a started volume: its bricks and the self-heal daemon. What runs is left as it is.
     */
    void startMissing(String volume);

    /** Stops the volume also while clients have it mounted. */
    void stop(String volume);

    /** Forgets a stopped volume; the bricks keep their content. */
    void delete(String volume);
}
