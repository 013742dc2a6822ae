/**
 * The correlation id of a request: taken from the client or made here, on every log line, in every answer and problem,
 * and handed on to whatever is called next.
 */
@NullMarked
package org.vmc.http.correlation;

import org.jspecify.annotations.NullMarked;
