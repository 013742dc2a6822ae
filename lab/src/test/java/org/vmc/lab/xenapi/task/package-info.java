/** Tests of the times operations take. */
@NullMarked
package org.vmc.lab.xenapi.task;

import org.jspecify.annotations.NullMarked;
