@NullMarked
package org.vmc.operations.engine;

import org.jspecify.annotations.NullMarked;
