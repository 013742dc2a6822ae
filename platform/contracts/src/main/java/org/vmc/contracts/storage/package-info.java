/** Facts about Gluster peers and volumes, topic {@code vmc.storage}. */
@NullMarked
package org.vmc.contracts.storage;

import org.jspecify.annotations.NullMarked;
