@NullMarked
package org.vmc.vm.quotas;

import org.jspecify.annotations.NullMarked;
