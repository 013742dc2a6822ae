@NullMarked
package org.vmc.http;

import org.jspecify.annotations.NullMarked;
