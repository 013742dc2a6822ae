/**
 * Drives distcc: slots for each host, its environment, and what its log says about where each file was compiled.
 * Nothing else knows distcc's formats.
 */
@NullMarked
package org.vmc.build.distcc;

import org.jspecify.annotations.NullMarked;
