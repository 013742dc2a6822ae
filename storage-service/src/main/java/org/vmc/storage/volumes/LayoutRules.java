package org.vmc.storage.volumes;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.storage.classes.StorageClass;
import org.vmc.storage.gluster.SetShape;

/** Which layouts go with which class, and the words for those that do not. */
final class LayoutRules {

    private static final int MOST_SETS = 32;
    private static final int MOST_PARTS = 16;

    private LayoutRules() {}

    /**
     * What the request comes to.
     *
     * @param storageClass null when the request names none that exists
     * @param errors gets what is wrong
     * @return null when something is wrong
     */
    static @Nullable VolumeWish check(NewVolume wanted, @Nullable StorageClass storageClass, List<FieldError> errors) {
        var before = errors.size();
        var layout = layout(wanted, storageClass, errors);
        checkReplicas(wanted, layout, errors);
        checkParts(wanted, layout, errors);
        checkSets(wanted, layout, errors);
        if (layout == null || errors.size() > before) {
            return null;
        }
        return new VolumeWish(layout, shape(wanted, layout), wanted.sets());
    }

    private static @Nullable VolumeLayout layout(
            NewVolume wanted, @Nullable StorageClass storageClass, List<FieldError> errors) {
        var named = wanted.layout();
        if (named == null) {
            return storageClass == null ? null : byClass(storageClass);
        }
        if (named.contains("strip")) {
            errors.add(new FieldError(
                    "layout",
                    "must not be striped: GlusterFS removed striping in version 6 because the loss of one brick lost"
                            + " every file. What it was for is there otherwise: the class vm-disk cuts files into pieces"
                            + " of 64 MiB (shards) and spreads those with layout distributed-replicated; layout"
                            + " dispersed cuts each file and outlives the loss of a host"));
            return null;
        }
        var layout = VolumeLayout.named(named).orElse(null);
        if (layout == null) {
            errors.add(new FieldError("layout", "must be one of " + VolumeLayout.names()));
            return null;
        }
        if (storageClass != null) {
            checkClass(layout, storageClass, errors);
        }
        return layout;
    }

    private static void checkClass(VolumeLayout layout, StorageClass storageClass, List<FieldError> errors) {
        if (layout == VolumeLayout.DISTRIBUTED && storageClass.isFaultTolerant()) {
            errors.add(new FieldError(
                    "layout",
                    "must not be distributed for the class %s, which survives the loss of a host; choose replicated, arbiter"
                                    .formatted(storageClass.name())
                            + " or another class"));
        }
        if (layout.isDispersed() && storageClass.isForVmDisks()) {
            errors.add(new FieldError(
                    "layout",
                    "must not be %s for the class %s: every small write of a guest would be read, computed and written on all"
                                    .formatted(layout.wireName(), storageClass.name())
                            + " hosts of a set; choose replicated, arbiter or distributed-replicated"));
        }
    }

    private static void checkReplicas(NewVolume wanted, @Nullable VolumeLayout layout, List<FieldError> errors) {
        var replicas = wanted.replicas();
        if (replicas == null) {
            return;
        }
        if (replicas == 2) {
            errors.add(new FieldError(
                    "replicas",
                    "must not be 2: after two copies were parted neither can tell which is right (split-brain), and a VM's"
                            + " disk is lost; use 3, or layout arbiter, which keeps two copies and a third brick with"
                            + " names alone that decides"));
            return;
        }
        if (layout != null && layout.isDispersed()) {
            errors.add(new FieldError(
                    "replicas", "is not for layout " + layout.wireName() + ", which keeps parts of files"));
            return;
        }
        if (layout != null && replicas != shape(wanted, layout).replicas()) {
            errors.add(new FieldError(
                    "replicas",
                    "must be %d for layout %s".formatted(shape(wanted, layout).replicas(), layout.wireName())));
        }
    }

    private static void checkParts(NewVolume wanted, @Nullable VolumeLayout layout, List<FieldError> errors) {
        var redundancy = wanted.redundancy();
        var data = wanted.dataBricks();
        if (layout != null && !layout.isDispersed()) {
            if (redundancy != null) {
                errors.add(new FieldError("redundancy", "is for layout dispersed and distributed-dispersed"));
            }
            if (data != null) {
                errors.add(new FieldError("dataBricks", "is for layout dispersed and distributed-dispersed"));
            }
            return;
        }
        if (redundancy != null && (redundancy < 1 || redundancy > 4)) {
            errors.add(new FieldError("redundancy", "must be from 1 to 4"));
            return;
        }
        if (data != null && (data <= redundancy(wanted) || data + redundancy(wanted) > MOST_PARTS)) {
            errors.add(new FieldError(
                    "dataBricks",
                    "must be from %d to %d with a redundancy of %d: more than half of the bricks must be needed"
                            .formatted(redundancy(wanted) + 1, MOST_PARTS - redundancy(wanted), redundancy(wanted))));
        }
    }

    private static void checkSets(NewVolume wanted, @Nullable VolumeLayout layout, List<FieldError> errors) {
        var sets = wanted.sets();
        if (sets == null) {
            return;
        }
        if (sets < 1 || sets > MOST_SETS) {
            errors.add(new FieldError("sets", "must be from 1 to " + MOST_SETS));
        } else if (layout != null && !layout.isDistributed() && sets > 1) {
            errors.add(new FieldError(
                    "sets",
                    "must be 1 for layout %s; choose distributed-%s".formatted(layout.wireName(), layout.wireName())));
        } else if (layout != null && layout != VolumeLayout.DISTRIBUTED && layout.isDistributed() && sets == 1) {
            errors.add(new FieldError("sets", "must be at least 2 for layout " + layout.wireName()));
        }
    }

    private static VolumeLayout byClass(StorageClass storageClass) {
        return storageClass.isFaultTolerant() ? VolumeLayout.REPLICATED : VolumeLayout.DISTRIBUTED;
    }

    private static SetShape shape(NewVolume wanted, VolumeLayout layout) {
        return switch (layout) {
            case DISTRIBUTED -> SetShape.SINGLE;
            case REPLICATED, DISTRIBUTED_REPLICATED -> SetShape.replicated(StorageClass.FAULT_TOLERANT);
            case ARBITER, DISTRIBUTED_ARBITER -> SetShape.ARBITER;
            case DISPERSED, DISTRIBUTED_DISPERSED -> SetShape.dispersed(dataBricks(wanted), redundancy(wanted));
        };
    }

    private static int redundancy(NewVolume wanted) {
        return wanted.redundancy() == null ? 1 : wanted.redundancy();
    }

    /** A power of two, so that blocks of the usual sizes are cut evenly; 2 + 1, 4 + 2, 8 + 3, 8 + 4. */
    private static int dataBricks(NewVolume wanted) {
        if (wanted.dataBricks() != null) {
            return wanted.dataBricks();
        }
        return switch (redundancy(wanted)) {
            case 1 -> 2;
            case 2 -> 4;
            default -> 8;
        };
    }
}
