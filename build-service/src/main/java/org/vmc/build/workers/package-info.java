/** The VMs that compile for one build: asked of vm-service by events, checked before use, given back by event. */
@NullMarked
package org.vmc.build.workers;

import org.jspecify.annotations.NullMarked;
