/**
 * Volumes and exports as SRs of pools. The books are here; vm-service makes and forgets the SRs, asked on
 * {@code vmc.requests} and answering on {@code vmc.storage}.
 */
@NullMarked
package org.vmc.storage.repositories;

import org.jspecify.annotations.NullMarked;
