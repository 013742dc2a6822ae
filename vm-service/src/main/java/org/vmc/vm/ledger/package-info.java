/**
 * The ledger of thin storage: what every SR has, what of it is used, and what is promised to disks that have not grown
 * yet. Warns early, refuses new VMs late, and says so on Kafka when an SR changes its level.
 */
@NullMarked
package org.vmc.vm.ledger;

import org.jspecify.annotations.NullMarked;
