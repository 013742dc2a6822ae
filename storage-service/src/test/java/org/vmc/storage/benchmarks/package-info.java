@NullMarked
package org.vmc.storage.benchmarks;

import org.jspecify.annotations.NullMarked;
