/** The web console in a real browser, before a real gateway whose services are stand-ins. */
@NullMarked
package org.vmc.gateway.web;

import org.jspecify.annotations.NullMarked;
