package org.vmc.contracts.audit;

import org.vmc.contracts.Payload;

/** One change or one refusal. */
public sealed interface AuditFact extends Payload permits ActionAccepted, ActionRefused {}
