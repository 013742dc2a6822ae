@NullMarked
package org.vmc.vm.repositories;

import org.jspecify.annotations.NullMarked;
