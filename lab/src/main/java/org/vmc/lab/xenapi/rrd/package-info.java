/**
 * Statistics of hosts and VMs: {@code /rrd_updates}, {@code /vm_rrd}, {@code /host_rrd}, in the XML of rrdtool and in
 * JSON.
 *
 * <p>A {@link org.vmc.lab.xenapi.rrd.Subject} has metrics, and each metric follows from one
 * {@link org.vmc.lab.xenapi.rrd.Signal}. Signals are measured every five seconds where real guests stand behind the
 * VMs, and kept in four archives; elsewhere they are a function of uuid and time that needs no memory. Source of names,
 * archives and formats: the published source of XAPI, {@code ocaml/libs/xapi-rrd} and {@code ocaml/xcp-rrdd}.
 */
@NullMarked
package org.vmc.lab.xenapi.rrd;

import org.jspecify.annotations.NullMarked;
