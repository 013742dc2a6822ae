/**
 * Which host a VM goes to. Pure functions: the same facts give the same answer, with a reason for every host, so that a
 * dry run, an explanation and the real thing cannot differ.
 */
@NullMarked
package org.vmc.vm.placement;

import org.jspecify.annotations.NullMarked;
