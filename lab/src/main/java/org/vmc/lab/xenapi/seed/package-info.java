/** What a fresh pool begins with. */
@NullMarked
package org.vmc.lab.xenapi.seed;

import org.jspecify.annotations.NullMarked;
