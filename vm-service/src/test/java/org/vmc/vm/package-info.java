@NullMarked
package org.vmc.vm;

import org.jspecify.annotations.NullMarked;
