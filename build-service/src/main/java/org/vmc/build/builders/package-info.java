/** The hosts that run builds, and the workspace of one build on such a host, reached over SSH. */
@NullMarked
package org.vmc.build.builders;

import org.jspecify.annotations.NullMarked;
