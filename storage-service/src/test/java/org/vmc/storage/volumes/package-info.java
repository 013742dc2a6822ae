@NullMarked
package org.vmc.storage.volumes;

import org.jspecify.annotations.NullMarked;
