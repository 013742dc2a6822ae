@NullMarked
package org.vmc.vm.approvals;

import org.jspecify.annotations.NullMarked;
