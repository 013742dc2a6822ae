/**
 * Commands and files on other hosts, over SSH.
 *
 * <p>{@link org.vmc.ssh.CommandRunner} is the whole of it: a {@link org.vmc.ssh.Command} is a list of arguments, never
 * a line of shell, and goes to a {@link org.vmc.ssh.Target}; what happened comes back as a sealed
 * {@link org.vmc.ssh.CommandOutcome}. Every command has a time limit, and when that passes, or somebody cancels,
 * whatever the command started over there is ended too. Host keys are pinned on first approved contact and verified
 * ever after ({@link org.vmc.ssh.HostKeys}). JSch does not show outside this package.
 */
@NullMarked
package org.vmc.ssh;

import org.jspecify.annotations.NullMarked;
