/**
 * Drives ccache: its environment, what it says it did, and the archives in which a team's cache of a source travels
 * from one build to the next. Nothing else knows ccache's formats.
 */
@NullMarked
package org.vmc.build.cache;

import org.jspecify.annotations.NullMarked;
