@NullMarked
package org.vmc.storage.disks;

import org.jspecify.annotations.NullMarked;
