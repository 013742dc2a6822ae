@NullMarked
package org.vmc.gateway.sessions;

import org.jspecify.annotations.NullMarked;
