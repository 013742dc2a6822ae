package org.vmc.storage.gluster;

import java.util.List;
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

    void set(String volume, String option, String value);

    void start(String volume);

    /** Stops the volume also while clients have it mounted. */
    void stop(String volume);

    /** Forgets a stopped volume; the bricks keep their content. */
    void delete(String volume);
}
