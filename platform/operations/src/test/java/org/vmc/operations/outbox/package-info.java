@NullMarked
package org.vmc.operations.outbox;

import org.jspecify.annotations.NullMarked;
