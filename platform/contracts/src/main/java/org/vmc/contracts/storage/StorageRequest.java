package org.vmc.contracts.storage;

import org.vmc.contracts.Payload;

/** What storage-service asks of vm-service; answers are repository facts with the same correlation id. */
public sealed interface StorageRequest extends Payload permits RepositoryReleased, RepositoryRequested {}
