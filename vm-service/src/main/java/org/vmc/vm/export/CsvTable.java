package org.vmc.vm.export;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.vms.CountedVm;

/**
 * VMs as CSV (RFC 4180): a line of names, then a line for each VM, each ended by CR LF.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe in front, which spreadsheets read as "this
 * is text".
 */
final class CsvTable {

    private static final List<String> COLUMNS = List.of(
            "name",
            "id",
            "managed",
            "state",
            "ready",
            "pool",
            "host",
            "address",
            "type",
            "template",
            "vcpus",
            "memory_mib",
            "owner",
            "team");

    /** First characters of formulas, the full-width ones too, and what hides one at the beginning of a cell. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvTable() {}

    static String of(List<CountedVm> vms) {
        StringBuilder table = new StringBuilder(line(COLUMNS.toArray()));
        vms.forEach(vm -> table.append(line(
                vm.name(),
                vm.id(),
                vm.managed(),
                vm.powerState(),
                vm.ready(),
                vm.pool(),
                vm.host(),
                vm.address(),
                vm.type(),
                vm.template(),
                vm.vcpus(),
                vm.memoryMib(),
                vm.owner(),
                vm.team())));
        return table.toString();
    }

    private static String line(@Nullable Object... cells) {
        return Arrays.stream(cells).map(CsvTable::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean formula = !text.isBlank() && FORMULA.indexOf(text.stripLeading().charAt(0)) >= 0;
        boolean hidden = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        String safe = formula || hidden ? "'" + text : text;
        return safe.chars().anyMatch(character -> ",\"\r\n".indexOf(character) >= 0)
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
