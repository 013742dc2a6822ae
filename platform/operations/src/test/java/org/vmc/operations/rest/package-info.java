@NullMarked
package org.vmc.operations.rest;

import org.jspecify.annotations.NullMarked;
