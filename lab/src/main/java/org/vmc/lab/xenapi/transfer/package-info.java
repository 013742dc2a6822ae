/**
 * Archives and disk contents over HTTP: {@code /export}, {@code /import}, {@code /export_raw_vdi},
 * {@code /import_raw_vdi}.
 *
 * <p>An XVA archive is a tar file: first {@code ova.xml} with the records, references replaced by short ids
 * {@code Ref:N}; then per disk, in the order of the ids, blocks of 1 MiB named {@code Ref:N/00000000} and up, each
 * followed by a file with its checksum. Blocks of zeros are left out except the first and the last. Source: the
 * published source of XAPI, {@code ocaml/xapi/stream_vdi.ml} and {@code export.ml}.
 */
@NullMarked
package org.vmc.lab.xenapi.transfer;

import org.jspecify.annotations.NullMarked;
