package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;

/** Lets tests outside of the package look when they want to see. */
@ApplicationScoped
public class HealthLooks {

    private final HealthWatch watch;

    HealthLooks(HealthWatch watch) {
        this.watch = watch;
    }

    public void times(int number) {
        for (var look = 0; look < number; look++) {
            watch.look();
        }
    }
}
