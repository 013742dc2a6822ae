@NullMarked
package org.vmc.operations.inbox;

import org.jspecify.annotations.NullMarked;
