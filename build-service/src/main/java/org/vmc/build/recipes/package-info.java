/**
 * How a source is built: commands, environment, and which files count as its result; recipes that are built in, and
 * those that engineers give names. Knows no host and no build.
 */
@NullMarked
package org.vmc.build.recipes;

import org.jspecify.annotations.NullMarked;
