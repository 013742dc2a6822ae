/** Messages, which the user interface calls alerts: what the pool and its clients want people to know. */
@NullMarked
package org.vmc.lab.xenapi.message;

import org.jspecify.annotations.NullMarked;
