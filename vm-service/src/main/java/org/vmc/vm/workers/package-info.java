/**
 * Workers for builds: what build-service asks for on {@code vmc.requests} becomes operations here.
 *
 * <p>{@code workers-requested} creates VMs under the build's correlation id; each answers with {@code vm.ready} or
 * {@code vm.create-failed} carrying that id. {@code workers-released} cancels the creations that still run and deletes
 * what there is, again and again until it is gone. A request is handled once, however often it is delivered; one that
 * is refused, such as for names that are taken, fails each of its workers; one that cannot be read or answered goes to
 * the dead letters.
 */
@NullMarked
package org.vmc.vm.workers;

import org.jspecify.annotations.NullMarked;
