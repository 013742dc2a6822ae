/**
 * Charts of measurements as SVG, which knows no build. Drawn here, since the libraries there are draw through AWT and
 * so need fonts on the service's machine, and describe nothing in words.
 */
@NullMarked
package org.vmc.build.charts;

import org.jspecify.annotations.NullMarked;
