/** Tests of single rules about VMs. */
@NullMarked
package org.vmc.lab.xenapi.vm;

import org.jspecify.annotations.NullMarked;
