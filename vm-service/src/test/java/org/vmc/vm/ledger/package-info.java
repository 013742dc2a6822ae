@NullMarked
package org.vmc.vm.ledger;

import org.jspecify.annotations.NullMarked;
