package org.vmc.storage.gluster;

/**
 * What one set of bricks is. Consecutive bricks of a volume form its sets, and every file lies in one of them.
 *
 * @param bricks bricks of a set; 1 when files are only distributed
 * @param arbiters those of them, at the end, that keep names and no content
 * @param redundancy those that may be lost without losing content, for a dispersed set; 0 for all others
 */
public record SetShape(int bricks, int arbiters, int redundancy) {

    /** Every file on one brick. */
    public static final SetShape SINGLE = new SetShape(1, 0, 0);

    /** Two copies and a brick that decides which of them is right. */
    public static final SetShape ARBITER = new SetShape(3, 1, 0);

    public SetShape {
        if (bricks < 1 || arbiters < 0 || redundancy < 0 || arbiters > 0 && redundancy > 0) {
            throw new IllegalArgumentException("no set: %d, %d, %d".formatted(bricks, arbiters, redundancy));
        }
        // Less than a majority would let two halves of a set both believe they are right.
        if (arbiters >= bricks || redundancy * 2 >= bricks && redundancy > 0) {
            throw new IllegalArgumentException("no set: %d, %d, %d".formatted(bricks, arbiters, redundancy));
        }
    }

    /** Copies on that many bricks. */
    public static SetShape replicated(int copies) {
        return new SetShape(copies, 0, 0);
    }

    /** Content cut into {@code data} parts, and {@code redundancy} more computed from them. */
    public static SetShape dispersed(int data, int redundancy) {
        return new SetShape(data + redundancy, 0, redundancy);
    }

    /** Whether files are cut into parts. */
    public boolean keepsParts() {
        return redundancy > 0;
    }

    /** Whether every file is in a set more than once. */
    public boolean keepsCopies() {
        return bricks > 1 && redundancy == 0;
    }

    /** Whether a set outlives the loss of a brick. */
    public boolean survivesLoss() {
        return bricks > 1;
    }

    /** As Gluster counts: bricks that hold the same names, arbiters included; 1 when a set does not replicate. */
    public int replicas() {
        return keepsCopies() ? bricks : 1;
    }

    /** Bricks that hold content, whole or in parts. */
    public int contentBricks() {
        return bricks - arbiters;
    }

    /** Bricks' worth of content that a set can keep. */
    public int usableBricks() {
        return keepsParts() ? bricks - redundancy : 1;
    }

    /** Whether the brick at that place in a volume is an arbiter. */
    public boolean isArbiter(int position) {
        return position % bricks >= contentBricks();
    }
}
