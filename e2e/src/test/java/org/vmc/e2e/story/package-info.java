/** What a user does with the whole cluster, on real hosts and guests. */
@NullMarked
package org.vmc.e2e.story;

import org.jspecify.annotations.NullMarked;
