/** Looks at NFS servers as a client does, by ONC RPC (RFC 5531) and NFSv4 (RFC 7530). Nothing is mounted or changed. */
@NullMarked
package org.vmc.storage.nfs;

import org.jspecify.annotations.NullMarked;
