package org.vmc.gateway.passport;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** The key by which services recognise the gateway. */
@ConfigMapping(prefix = "vmc.gateway")
interface PassportConfig {
    /** EC P-256 private key, PKCS#8 in PEM; its public half is what services verify with. */
    Path jwtPrivateKeyFile();
}
