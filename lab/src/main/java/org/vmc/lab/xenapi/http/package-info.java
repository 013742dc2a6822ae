/** The HTTP side: paths, encodings, limits. Every call runs on a virtual thread of its own. */
@NullMarked
package org.vmc.lab.xenapi.http;

import org.jspecify.annotations.NullMarked;
