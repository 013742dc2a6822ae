/** Storage: SRs and PBDs, VDIs with thin space accounting, VBDs. */
@NullMarked
package org.vmc.lab.xenapi.storage;

import org.jspecify.annotations.NullMarked;
