@NullMarked
package org.vmc.storage.exports;

import org.jspecify.annotations.NullMarked;
