package org.vmc.gateway.tokens;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where API tokens are kept. */
@ConfigMapping(prefix = "vmc.gateway")
interface TokensConfig {
    /** File of the known tokens, see {@link TokenLine}; read again within a second after it changes. */
    Path tokensFile();
}
