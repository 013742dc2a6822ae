/**
 * Requests made out of a server's own OpenAPI document: one of each kind that must be refused at every route, and
 * hostile ones drawn from a seed. What is judged is what any server here promises: a refusal is a problem (RFC 9457)
 * with a 4xx status, and nothing a client sends is ever a failure of the server.
 */
@NullMarked
package org.vmc.testing.requests;

import org.jspecify.annotations.NullMarked;
