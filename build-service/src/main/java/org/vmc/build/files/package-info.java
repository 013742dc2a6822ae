/** Files of the service's machine. Knows no source and no build. */
@NullMarked
package org.vmc.build.files;

import org.jspecify.annotations.NullMarked;
