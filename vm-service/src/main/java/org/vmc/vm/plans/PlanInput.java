package org.vmc.vm.plans;

import java.util.List;

/** What the input of every plan says. */
interface PlanInput {

    String pool();

    List<Move> moves();
}
