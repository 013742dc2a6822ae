package org.vmc.contracts.build;

import org.vmc.contracts.Payload;

/** A fact about one build. */
public sealed interface BuildFact extends Payload permits BuildFinished, BuildStarted {}
