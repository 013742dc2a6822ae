package org.vmc.vm.approvals;

import java.util.UUID;

/** Fired once a decision is committed, for whoever waits for it. */
public record ApprovalDecided(UUID requestId) {}
