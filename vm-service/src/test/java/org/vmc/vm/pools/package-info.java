@NullMarked
package org.vmc.vm.pools;

import org.jspecify.annotations.NullMarked;
