package org.vmc.contracts.build;

import org.vmc.contracts.Payload;

/** What a build asks of vm-service; answers are VM facts with the same correlation id. */
public sealed interface BuildRequest extends Payload permits WorkersReleased, WorkersRequested {}
