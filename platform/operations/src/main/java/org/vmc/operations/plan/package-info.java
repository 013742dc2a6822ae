/**
 * What a service declares about its operations: kinds, their steps with the undo beside each, targets and outcomes.
 * Nothing here knows how operations are stored or run.
 */
@NullMarked
package org.vmc.operations.plan;

import org.jspecify.annotations.NullMarked;
