package org.vmc.gateway.chatlinks;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A code that links whoever says it first.
 *
 * @param code shown this once; it makes earlier ones of the user invalid
 */
@Schema(name = "LinkCode")
record LinkCodeView(String code, Instant expiresAt) {}
