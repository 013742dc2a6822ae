package org.vmc.build.load;

import org.vmc.build.hosts.HostAccess;
import org.vmc.ssh.Target;

/**
 * A host that is to be measured.
 *
 * @param key names its file; the same host has the same one after a restart of the service
 * @param name for people
 * @param access to it, open as long as it is measured
 */
public record MeasuredHost(String key, String name, boolean builder, HostAccess access, Target account) {}
