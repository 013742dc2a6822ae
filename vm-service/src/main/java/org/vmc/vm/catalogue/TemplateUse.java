package org.vmc.vm.catalogue;

import java.util.Optional;

/** Something that goes on needing templates; each is asked before one is deleted. */
public interface TemplateUse {

    /** What needs it and how to end that, in a whole sentence; empty when nothing does. */
    Optional<String> of(String pool, String template);
}
