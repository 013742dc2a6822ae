@NullMarked
package org.vmc.vm.reports;

import org.jspecify.annotations.NullMarked;
