/** The storage hosts: which answer, what they lack, how much room they have. */
@NullMarked
package org.vmc.storage.hosts;

import org.jspecify.annotations.NullMarked;
