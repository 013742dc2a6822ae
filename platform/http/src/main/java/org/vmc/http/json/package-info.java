/** How JSON is read and written by every service. */
@NullMarked
package org.vmc.http.json;

import org.jspecify.annotations.NullMarked;
