/** The story of VMC, played through the gateway, with a report at the end. */
@NullMarked
package org.vmc.launcher.demo;

import org.jspecify.annotations.NullMarked;
