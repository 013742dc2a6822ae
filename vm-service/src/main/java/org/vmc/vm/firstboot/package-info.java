/** What a guest is told when it boots for the first time: cloud-init's NoCloud drive and what is on it. */
@NullMarked
package org.vmc.vm.firstboot;

import org.jspecify.annotations.NullMarked;
