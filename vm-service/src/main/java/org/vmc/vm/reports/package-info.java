/**
 * What a look over the pools tells: where one failure would take much with it, and how much of what there is is
 * promised and used. The reports only read, and are computed anew for whoever asks.
 */
@NullMarked
package org.vmc.vm.reports;

import org.jspecify.annotations.NullMarked;
