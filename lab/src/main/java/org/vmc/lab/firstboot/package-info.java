/**
 * What a guest is told at its first boot, in the form that clients of a XenAPI pool give it: NoCloud's
 * {@code user-data} and {@code meta-data}.
 *
 * <p>{@link org.vmc.lab.firstboot.CloudConfigReader} reads the subset of {@code cloud-config} the lab honours,
 * {@link org.vmc.lab.firstboot.FirstBoot} writes it out as files of data, and the script {@code first-boot.sh} carries
 * it out inside the guest. Values travel as contents of files, so that no shell ever reads them, commands apart.
 *
 * <p>Source: the documentation of cloud-init 24, "NoCloud" and "Module reference".
 */
@NullMarked
package org.vmc.lab.firstboot;

import org.jspecify.annotations.NullMarked;
