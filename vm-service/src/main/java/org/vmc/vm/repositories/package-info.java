/**
 * SRs of pools on what storage-service keeps: made and forgotten as it asks on {@code vmc.requests}, and answered with
 * facts on {@code vmc.storage}. The books are those of storage-service; an SR is found by its note in the pool.
 */
@NullMarked
package org.vmc.vm.repositories;

import org.jspecify.annotations.NullMarked;
