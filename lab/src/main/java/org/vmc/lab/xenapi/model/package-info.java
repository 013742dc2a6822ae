/**
 * The data model of the XenAPI: classes, fields, messages, types. Everything is read from one declaration
 * ({@code xenapi/declaration.txt}), so that accessors, records, parameter checks and the list of methods need no code
 * of their own.
 */
@NullMarked
package org.vmc.lab.xenapi.model;

import org.jspecify.annotations.NullMarked;
