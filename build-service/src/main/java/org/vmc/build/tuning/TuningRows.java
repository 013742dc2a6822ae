package org.vmc.build.tuning;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The rows of tunings. */
@ApplicationScoped
class TuningRows implements PanacheRepositoryBase<Tuning, String> {}
