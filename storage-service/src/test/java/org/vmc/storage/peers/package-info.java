@NullMarked
package org.vmc.storage.peers;

import org.jspecify.annotations.NullMarked;
