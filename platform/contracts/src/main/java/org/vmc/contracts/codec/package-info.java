/**
 * Structured JSON of {@link org.vmc.contracts.CloudEvent} and the catalogue of every type this version knows.
 *
 * <p>Reading is tolerant where the future may bring more (types, fields, extension attributes) and strict where a
 * consumer would otherwise work on half a fact (a required field is missing, a value has another type).
 */
@NullMarked
package org.vmc.contracts.codec;

import org.jspecify.annotations.NullMarked;
