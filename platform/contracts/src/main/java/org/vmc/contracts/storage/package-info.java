/** Facts about Gluster peers and volumes and about the SRs of Xen pools, topic {@code vmc.storage}. */
@NullMarked
package org.vmc.contracts.storage;

import org.jspecify.annotations.NullMarked;
