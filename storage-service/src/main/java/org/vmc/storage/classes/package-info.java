/** Storage classes: what a user chooses instead of a volume type. */
@NullMarked
package org.vmc.storage.classes;

import org.jspecify.annotations.NullMarked;
