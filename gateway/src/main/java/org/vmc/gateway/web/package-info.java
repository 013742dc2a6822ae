/** The web console's way in; the console itself is files below {@code META-INF/resources/console}. */
@NullMarked
package org.vmc.gateway.web;

import org.jspecify.annotations.NullMarked;
