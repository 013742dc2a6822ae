package org.vmc.contracts.vm;

import org.vmc.contracts.Payload;

/** A fact about one virtual machine. */
public sealed interface VmFact extends Payload permits VmCreateFailed, VmDeleted, VmReady, VmStarted, VmStopped {}
