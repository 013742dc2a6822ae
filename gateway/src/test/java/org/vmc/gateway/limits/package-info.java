@NullMarked
package org.vmc.gateway.limits;

import org.jspecify.annotations.NullMarked;
