/** Tests of the codec and the generator of schemas, AsyncAPI document and event table. */
@NullMarked
package org.vmc.contracts.codec;

import org.jspecify.annotations.NullMarked;
