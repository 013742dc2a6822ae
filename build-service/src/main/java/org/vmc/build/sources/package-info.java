/**
 * Where code comes from: named sources, git commits, tarballs and local trees. Everything is fetched on the service's
 * own machine, checked, and kept in a cache by content; builders never need to reach outside.
 */
@NullMarked
package org.vmc.build.sources;

import org.jspecify.annotations.NullMarked;
