package org.vmc.storage.peers;

/**
 * Input of {@link AddPeer} and {@link RemovePeer}.
 *
 * @param host configured name
 */
record PeerChange(String host) {}
