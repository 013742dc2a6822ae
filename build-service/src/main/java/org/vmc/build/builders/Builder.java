package org.vmc.build.builders;

import org.vmc.ssh.Target;

/**
 * A host that runs builds.
 *
 * @param name of the builder and of its host
 * @param account that builds run as
 * @param vcpus CPUs that a build may use
 */
public record Builder(String name, Target account, int vcpus) {
    /** Operations that hold this key run one after the other on the builder. */
    public String lock() {
        return "builder/" + name;
    }
}
