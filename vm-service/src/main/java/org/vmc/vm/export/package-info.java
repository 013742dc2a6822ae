/**
 * The VMs in the formats of other tools: a dynamic inventory for Ansible, targets for Prometheus, a table for
 * spreadsheets. Each tool gets text that it cannot take for something to run.
 */
@NullMarked
package org.vmc.vm.export;

import org.jspecify.annotations.NullMarked;
