/** Hosts whose clocks are wrong, as vm-service says: what is compiled there bears times that make must not trust. */
@NullMarked
package org.vmc.build.clocks;

import org.jspecify.annotations.NullMarked;
