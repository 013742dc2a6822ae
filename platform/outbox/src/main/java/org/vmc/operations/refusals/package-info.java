/** Requests that were refused for who asked become facts, in every service that publishes any. */
@NullMarked
package org.vmc.operations.refusals;

import org.jspecify.annotations.NullMarked;
