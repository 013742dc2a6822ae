/**
 * Who needs the approval of whom for which requests: the policy of the configuration, and the requests that wait. What
 * is asked for is none of this package's concern; its operations wait in a step until there is a decision here.
 */
@NullMarked
package org.vmc.vm.approvals;

import org.jspecify.annotations.NullMarked;
