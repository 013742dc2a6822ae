package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import org.vmc.build.BuildSettings;
import org.vmc.build.builders.Builders;
import org.vmc.build.builders.Workspace;
import org.vmc.build.hosts.Accounts;

/** The workspaces of builds on their builders. */
@ApplicationScoped
class Workspaces {
    private final Builders builders;
    private final Accounts accounts;
    private final BuildSettings settings;

    Workspaces(Builders builders, Accounts accounts, BuildSettings settings) {
        this.builders = builders;
        this.accounts = accounts;
        this.settings = settings;
    }

    /** The workspace of a build; whether it exists is another question. */
    Workspace of(BuildOrder order) {
        return new Workspace(accounts.builders(), builders.named(order.builder()), settings.scratch(), order.buildId());
    }
}
