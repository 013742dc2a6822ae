/**
 * C and C++ builds on the cluster's own hosts. This package holds only the configuration; the features are below it.
 */
@NullMarked
package org.vmc.build;

import org.jspecify.annotations.NullMarked;
