/** Storage: SRs of thin and thick drivers, PBDs, VDIs with space accounting and contents, VBDs. */
@NullMarked
package org.vmc.lab.xenapi.storage;

import org.jspecify.annotations.NullMarked;
