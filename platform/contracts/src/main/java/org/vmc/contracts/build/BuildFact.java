package org.vmc.contracts.build;

import org.vmc.contracts.Payload;

/** A fact about one build, or about several that belong together. */
public sealed interface BuildFact extends Payload
        permits BuildFinished, BuildStarted, BuildWorkerLost, CampaignFinished {}
