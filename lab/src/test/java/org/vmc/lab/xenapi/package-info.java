/** The XenAPI server as its clients see it, over HTTP. */
@NullMarked
package org.vmc.lab.xenapi;

import org.jspecify.annotations.NullMarked;
