/** Files of volumes, found and read where they lie instead of through a mount. */
@NullMarked
package org.vmc.storage.files;

import org.jspecify.annotations.NullMarked;
