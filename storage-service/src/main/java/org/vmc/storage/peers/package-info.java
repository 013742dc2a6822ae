/** Peers: the hosts that form the trusted pool; adding and removing them. */
@NullMarked
package org.vmc.storage.peers;

import org.jspecify.annotations.NullMarked;
