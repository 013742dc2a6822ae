@NullMarked
package org.vmc.storage.repositories;

import org.jspecify.annotations.NullMarked;
