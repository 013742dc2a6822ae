package org.vmc.lab.xenapi.machine;

import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.rpc.Answering;

/**
 * What a pool offers through its hosts.
 *
 * @param calls answers calls, through the coordinator alone
 * @param handlers consoles, archives and the like, through every host
 */
public record PoolService(Answering calls, HttpHandlers handlers) {}
