/** API tokens of people and programs: which are known, whose they are, until when. */
@NullMarked
package org.vmc.gateway.tokens;

import org.jspecify.annotations.NullMarked;
