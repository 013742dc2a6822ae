package org.vmc.operations.rest;

import java.util.List;
import java.util.UUID;

/** The operations of a request that led to more than one. */
public record AcceptedView(UUID correlationId, List<OperationView> operations) {}
