/**
 * Commands and scripts on other hosts, with what can go wrong turned into problems that an operation understands. Knows
 * no build.
 */
@NullMarked
package org.vmc.build.hosts;

import org.jspecify.annotations.NullMarked;
