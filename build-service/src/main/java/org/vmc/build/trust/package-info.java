/** Whether what workers compiled is what the builder would have made of it. */
@NullMarked
package org.vmc.build.trust;

import org.jspecify.annotations.NullMarked;
