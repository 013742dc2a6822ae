package org.vmc.vm.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.vm.vms.CountedVms;

class CsvTableTest {

    private static final String HEADER =
            "name,id,managed,state,ready,pool,host,address,type,template,vcpus,memory_mib,owner,team\r\n";

    @Test
    void hasALineForEachVm() {
        assertThat(CsvTable.of(List.of(CountedVms.running("ci-1", "h1", null), CountedVms.halted("off", "bob"))))
                .isEqualTo(HEADER
                        + "ci-1,id-ci-1,true,RUNNING,true,lab,h1,10.77.1.1,t1.micro,debian-12,1,1024,ana,compilers\r\n"
                        + "off,id-off,true,HALTED,false,lab,,,t1.micro,debian-12,1,1024,bob,compilers\r\n");
    }

    @Test
    void hasNamesWithoutVms() {
        assertThat(CsvTable.of(List.of())).isEqualTo(HEADER);
    }

    @Test
    void quotesWhatWouldEndACell() {
        assertThat(nameCell("a \"b\", c\nd")).isEqualTo("\"a \"\"b\"\", c\nd\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1", "\uFF1D1+1"})
    void makesTextOfFormulas(String name) {
        assertThat(nameCell(name)).isEqualTo("'" + name);
    }

    @Test
    void leavesOrdinaryNamesAlone() {
        assertThat(nameCell("build-1")).isEqualTo("build-1");
        assertThat(nameCell("web 2 (old)")).isEqualTo("web 2 (old)");
    }

    /** The cell of a name, found before that of an id that never occurs in one. */
    private static String nameCell(String name) {
        String table = CsvTable.of(List.of(CountedVms.stranger("ID7", name, null)));
        return table.substring(HEADER.length(), table.indexOf(",ID7,"));
    }
}
