package org.vmc.http.identity;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Optional;

/** Adds to each identity the roles its role includes, so that {@code @RolesAllowed("engineer")} admits an admin. */
@ApplicationScoped
class RoleExpansion implements SecurityIdentityAugmentor {
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.isAnonymous()) {
            return Uni.createFrom().item(identity);
        }
        var roles = new HashSet<>(identity.getRoles());
        identity.getRoles().stream()
                .map(Role::named)
                .flatMap(Optional::stream)
                .flatMap(role -> role.included().stream())
                .map(Role::wireName)
                .forEach(roles::add);
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity).addRoles(roles).build());
    }
}
