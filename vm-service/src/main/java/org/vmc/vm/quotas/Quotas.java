package org.vmc.vm.quotas;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** The quotas of the configuration. */
@ApplicationScoped
public class Quotas {

    private final QuotasConfig config;

    Quotas(QuotasConfig config) {
        this.config = config;
    }

    /** Teams with limits of their own. */
    public Set<String> teams() {
        return config.teams().keySet();
    }

    /** What this team may use; the empty name stands for users without one. */
    public Quota of(String team) {
        return Quota.of(team, config);
    }
}
