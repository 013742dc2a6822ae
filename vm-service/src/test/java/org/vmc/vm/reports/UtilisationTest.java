package org.vmc.vm.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.vms.CountedVms;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class UtilisationTest {

    @Test
    void addsUpAPool() {
        var use = PoolUse.of(pool());

        assertThat(use.cpus()).isEqualTo(8);
        assertThat(use.vcpusRunning()).isEqualTo(4);
        assertThat(use.vcpus()).isEqualTo(6);
        assertThat(use.memoryMib()).isEqualTo(12_288);
        assertThat(use.memoryClaimedMib()).isEqualTo(3000);
        assertThat(use.memoryHaltedMib()).isEqualTo(4000);
        assertThat(use.vms()).isEqualTo(Map.of(PowerState.RUNNING, 2L, PowerState.HALTED, 1L));
    }

    @Test
    void addsUpEachHostAndSr() {
        var use = PoolUse.of(pool());

        assertThat(use.hosts()).first().satisfies(host -> {
            assertThat(host.name()).isEqualTo("h1");
            assertThat(host.vcpusRunning()).isEqualTo(2);
            assertThat(host.memoryClaimedMib()).isEqualTo(1000);
            assertThat(host.memoryFreeMib()).isEqualTo(7192);
            assertThat(host.vms()).isEqualTo(Map.of(PowerState.RUNNING, 1L));
        });
        assertThat(use.storage()).singleElement().satisfies(storage -> {
            assertThat(storage.physicalBytes()).isEqualTo(100L << 30);
            assertThat(storage.usedBytes()).isEqualTo(10L << 30);
            assertThat(storage.promisedBytes()).isEqualTo(50L << 30);
        });
    }

    @Test
    void addsUpOwnersAndTeams() {
        var vms = List.of(
                CountedVms.running("a", "h1", null),
                CountedVms.halted("b", "ana"),
                CountedVms.halted("c", "bob"),
                CountedVms.stranger("7", "nobodys", null));

        var report = UtilisationReport.of(List.of(), vms);

        assertThat(report.owners())
                .containsExactly(
                        new UtilisationReport.Share("ana", 2, 1, 1, 1, 2, 1024, 2048),
                        new UtilisationReport.Share("bob", 1, 0, 1, 0, 1, 0, 1024));
        assertThat(report.teams()).containsExactly(new UtilisationReport.Share("compilers", 3, 1, 2, 1, 3, 1024, 3072));
    }

    @Test
    void drawsAPictureThatIsReadAloudToo() throws Exception {
        var svg = UtilisationChart.of(UtilisationReport.of(List.of(pool()), List.of()));

        var root = parsed(svg).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).contains("Utilisation");
        assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
                .contains(
                        "Pool lab:",
                        "all hosts, memory 2.9 of 12.0 GiB (24 %).",
                        "nfs, promised 50.0 of 100.0 GiB (50 %)");
        assertThat(svg).contains("h1, VCPUs running", "2 of 4 CPUs (50 %)");
    }

    @Test
    void drawsAPictureWithoutPools() throws Exception {
        assertThat(parsed(UtilisationChart.of(UtilisationReport.of(List.of(), List.of())))
                        .getDocumentElement()
                        .getTextContent())
                .contains("No pool is configured");
    }

    @Test
    void letsNoNameBecomeMarkup() throws Exception {
        var name = "\"><script>alert(1)</script>&\u0001'\uD800";

        var svg = new BarChart("t").heading(name).bar(name, 3, 2, name).svg();

        var root = parsed(svg).getDocumentElement();
        assertThat(root.getElementsByTagName("script").getLength()).isZero();
        assertThat(root.getTextContent()).contains("<script>alert(1)</script>&\uFFFD'\uFFFD");
        assertThat(svg).contains("150 %").doesNotContain("width=\"570");
    }

    @Test
    void shortensALongLabelInThePictureOnly() {
        var name = "x".repeat(100);

        var svg = new BarChart("t").bar(name, 0, 0, "none").svg();

        assertThat(svg).contains(">" + "x".repeat(29) + "…<").contains(name + " none.");
    }

    private static PoolSnapshot pool() {
        return new PoolFixture()
                .host("h1", 8192)
                .host("h2", 4096)
                .vm("a", "h1", 1000)
                .vm("b", "h2", 2000)
                .vm("c", null, 4000)
                .storage("nfs", true, "h1", "h2")
                .storage("isos", true, "iso", 4)
                .heard();
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
    }
}
