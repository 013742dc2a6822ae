/**
 * What VMC's services tell each other on Kafka: the envelope ({@link org.vmc.contracts.CloudEvent}), the topics and, in
 * one sub-package per area, the facts (past tense) and requests as records. Nothing else lives here: no entity, no
 * transport, no client.
 *
 * <p>Fields carry their unit in their name, things are named by UUID, and the version is part of the type string
 * ({@code org.vmc.vm.ready.v1}). A published type only ever gains optional fields; anything else is a new version.
 */
@NullMarked
package org.vmc.contracts;

import org.jspecify.annotations.NullMarked;
