package org.vmc.contracts.operation;

import org.vmc.contracts.Payload;

/** A fact about one operation. */
public sealed interface OperationFact extends Payload
        permits OperationAccepted, OperationFinished, OperationProgressed {}
