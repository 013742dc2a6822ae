package org.vmc.gateway.chatlinks;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.vmc.gateway.tokens.ChatHeader;
import org.vmc.gateway.tokens.TokenHolders;
import org.vmc.http.identity.Caller;
import org.vmc.http.identity.Callers;
import org.vmc.http.identity.Role;

/**
 * Makes the user of a chat, for whom the bot asks, the user they are linked to, with the role and team that user's
 * tokens give today and never more than the role of the token the link was made with. Without a link, or without a
 * token left, they have no role but {@link #CHAT}.
 */
@ApplicationScoped
class ChatIdentities implements SecurityIdentityAugmentor {
    /** Role of whoever comes through the bot. */
    static final String CHAT = "chat";

    private final ChatLinks links;
    private final TokenHolders holders;

    ChatIdentities(ChatLinks links, TokenHolders holders) {
        this.links = links;
        this.holders = holders;
    }

    /** Before the roles are expanded. */
    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        String chatUser = identity.getAttribute(ChatHeader.NAME);
        if (chatUser == null) {
            return Uni.createFrom().item(identity);
        }
        return context.runBlocking(() -> linked(identity, chatUser));
    }

    private SecurityIdentity linked(SecurityIdentity stranger, String chatUser) {
        var known = QuarkusSecurityIdentity.builder(stranger).addRole(CHAT);
        links.find(chatUser).flatMap(this::caller).ifPresent(caller -> known.setPrincipal(
                        new QuarkusPrincipal(caller.user()))
                .addRole(caller.role().wireName())
                .addAttribute(Callers.TEAM, caller.team()));
        return known.build();
    }

    private Optional<Caller> caller(ChatLink link) {
        return holders.now(link.user())
                .map(today -> new Caller(today.user(), lesser(today.role(), link.role()), today.team()));
    }

    private static Role lesser(Role one, Role other) {
        return Collections.min(List.of(one, other));
    }
}
