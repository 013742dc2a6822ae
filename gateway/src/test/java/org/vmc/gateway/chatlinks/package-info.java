@NullMarked
package org.vmc.gateway.chatlinks;

import org.jspecify.annotations.NullMarked;
