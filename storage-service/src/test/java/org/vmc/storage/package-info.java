@NullMarked
package org.vmc.storage;

import org.jspecify.annotations.NullMarked;
