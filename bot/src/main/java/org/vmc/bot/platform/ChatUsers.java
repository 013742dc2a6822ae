package org.vmc.bot.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.vmc.bot.gateway.Caller;
import org.vmc.bot.gateway.GatewayRefused;
import org.vmc.bot.gateway.Gateways;

/** Who of a platform is who of the cluster, asked of the gateway each time: a link may end any moment. */
@ApplicationScoped
class ChatUsers {

    private static final int FORBIDDEN = 403;

    private final Gateways gateways;

    ChatUsers(Gateways gateways) {
        this.gateways = gateways;
    }

    /**
     * Empty for a user who is linked to nobody.
     *
     * @throws org.vmc.bot.gateway.GatewayException when the gateway cannot be asked
     */
    Optional<Caller> caller(ChatUser user) {
        try {
            return Optional.of(gateways.forChatUser(user.wireName()).whoami());
        } catch (GatewayRefused refused) {
            if (refused.status() == FORBIDDEN) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
