package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;

/** Looks at what volumes hold when a test wants it. */
@ApplicationScoped
public class QuotaLooks {

    private final QuotaWatch watch;

    QuotaLooks(QuotaWatch watch) {
        this.watch = watch;
    }

    public void look() {
        watch.look();
    }
}
