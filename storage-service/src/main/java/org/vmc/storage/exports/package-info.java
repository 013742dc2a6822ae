/** Directories that NFS servers export, registered to be SRs of pools. */
@NullMarked
package org.vmc.storage.exports;

import org.jspecify.annotations.NullMarked;
