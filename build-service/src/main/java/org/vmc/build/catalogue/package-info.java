/** Recipes known by name: those that are built in, and those that engineers add, change and delete. */
@NullMarked
package org.vmc.build.catalogue;

import org.jspecify.annotations.NullMarked;
