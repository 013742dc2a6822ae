/**
 * What each host of a build did while its commands ran: CPU, disks, network and memory every few seconds, and what that
 * says about the build. Kept as text beside the build's log, about 60 KB for six minutes on four hosts, and removed
 * with it: samples of 500 builds a day would be hundreds of thousands of rows that nobody asks for by query. The
 * summary stays with the build.
 */
@NullMarked
package org.vmc.build.load;

import org.jspecify.annotations.NullMarked;
