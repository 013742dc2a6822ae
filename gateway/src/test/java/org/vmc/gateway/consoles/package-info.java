@NullMarked
package org.vmc.gateway.consoles;

import org.jspecify.annotations.NullMarked;
