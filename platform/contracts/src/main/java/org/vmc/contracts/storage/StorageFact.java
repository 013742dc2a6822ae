package org.vmc.contracts.storage;

import org.vmc.contracts.Payload;

/** A fact about one peer, one disk, one volume or one storage repository. */
public sealed interface StorageFact extends Payload
        permits BenchmarkFinished,
                DiskReadMeasured,
                ExportForgotten,
                ExportRegistered,
                PeerAdded,
                PeerBack,
                PeerLost,
                PeerRemoved,
                RepositoryCreated,
                RepositoryCreateFailed,
                RepositoryForgotten,
                RepositoryKept,
                RepositoryLevelChanged,
                RepositoryPublished,
                RepositoryUnpublished,
                VolumeBrickReplaced,
                VolumeChecked,
                VolumeCreated,
                VolumeDegraded,
                VolumeDeleted,
                VolumeDrilled,
                VolumeExpanded,
                VolumeFillChanged,
                VolumeHealed,
                VolumeHealing,
                VolumeOptionsChanged,
                VolumeRebalanced,
                VolumeResized,
                VolumeShrunk,
                VolumeStarted,
                VolumeStopped {}
