/** Builds of one source again and again: to compare ways of building it, to find the best number of jobs. */
@NullMarked
package org.vmc.build.campaigns;

import org.jspecify.annotations.NullMarked;
