/** Tasks: the record of an {@code Async} call, its progress, its cancellation, and the time operations take. */
@NullMarked
package org.vmc.lab.xenapi.task;

import org.jspecify.annotations.NullMarked;
