/** The signed token of a minute's life by which services know whom the gateway let in. */
@NullMarked
package org.vmc.gateway.passport;

import org.jspecify.annotations.NullMarked;
