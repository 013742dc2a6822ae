package org.vmc.vm.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import org.vmc.http.problem.ProblemException;

/** Everything that goes on needing templates. */
@ApplicationScoped
public class TemplateUses {

    private final Instance<TemplateUse> uses;

    TemplateUses(@Any Instance<TemplateUse> uses) {
        this.uses = uses;
    }

    /** @throws ProblemException 409 saying what needs the template, and how to end that */
    public void requireNone(String pool, String template) {
        uses.stream()
                .flatMap(use -> use.of(pool, template).stream())
                .findFirst()
                .ifPresent(reason -> {
                    throw ProblemException.conflict(reason);
                });
    }
}
