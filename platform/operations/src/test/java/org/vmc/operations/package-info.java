@NullMarked
package org.vmc.operations;

import org.jspecify.annotations.NullMarked;
