package org.vmc.storage.peers;

import jakarta.validation.constraints.NotBlank;

/**
 * The request to add a peer.
 *
 * @param host name of a configured storage host
 */
record NewPeer(
        @NotBlank(message = "must name a storage host") String host) {}
