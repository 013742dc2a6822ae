package org.vmc.vm.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.ObservedTemplate;
import org.vmc.vm.placement.Profile;

/** The roles, in the order of their file. Read once, at start: a broken file stops the service, not a request. */
@ApplicationScoped
public class VmRoles {

    private final Map<String, VmRole> byName = new LinkedHashMap<>();

    VmRoles(CatalogueConfig config, ObjectMapper json) {
        List<VmRole> roles =
                CatalogueFile.read(config.rolesFile(), "/roles.json", json, new TypeReference<List<VmRole>>() {});
        for (VmRole role : roles) {
            if (byName.put(role.name(), role) != null) {
                throw new IllegalArgumentException("Two roles are named " + role.name());
            }
        }
    }

    public List<VmRole> all() {
        return List.copyOf(byName.values());
    }

    public Optional<VmRole> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The role that names this template as one of its own. */
    public Optional<VmRole> ofTemplate(String template) {
        return byName.values().stream()
                .filter(role -> role.templates().contains(template))
                .findFirst();
    }

    /** The role clones of this template have: the one it says itself, or the one that names it. */
    public Optional<VmRole> of(ObservedTemplate template) {
        return Optional.ofNullable(template.role()).flatMap(this::named).or(() -> ofTemplate(template.name()));
    }

    /** What a VM of this role presses; nothing for a role that is not known, or none. */
    public Profile profile(@Nullable String role) {
        return role == null ? Profile.NONE : named(role).map(VmRole::demand).orElse(Profile.NONE);
    }

    /** All names, for a message. */
    public String names() {
        return String.join(", ", byName.keySet());
    }
}
