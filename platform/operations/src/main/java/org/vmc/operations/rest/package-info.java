/** Operations over HTTP: the routes every service shares, and the answer to every request that changes something. */
@NullMarked
package org.vmc.operations.rest;

import org.jspecify.annotations.NullMarked;
