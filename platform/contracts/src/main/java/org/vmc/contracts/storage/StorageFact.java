package org.vmc.contracts.storage;

import org.vmc.contracts.Payload;

/** A fact about one peer or one volume. */
public sealed interface StorageFact extends Payload
        permits PeerAdded, PeerRemoved, VolumeChecked, VolumeCreated, VolumeDeleted, VolumeStarted, VolumeStopped {}
