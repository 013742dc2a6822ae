/** The disks of the storage hosts: what they are, how they are, and how fast they are read. */
@NullMarked
package org.vmc.storage.disks;

import org.jspecify.annotations.NullMarked;
