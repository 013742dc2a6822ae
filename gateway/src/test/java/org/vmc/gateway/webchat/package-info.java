@NullMarked
package org.vmc.gateway.webchat;

import org.jspecify.annotations.NullMarked;
