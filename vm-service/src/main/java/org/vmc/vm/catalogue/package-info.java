/** What users can choose from: flavours (how big) from a file, templates (of what) from the pools. */
@NullMarked
package org.vmc.vm.catalogue;

import org.jspecify.annotations.NullMarked;
