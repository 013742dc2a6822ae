/** What makes two compilers the same: version, target and the bytes of the programs that translate and assemble. */
@NullMarked
package org.vmc.build.toolchain;

import org.jspecify.annotations.NullMarked;
