package org.vmc.build.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vmc.build.statistics.SpeedUp;
import org.vmc.build.statistics.Sweep;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ChartsTest {
    private static final String HOSTILE = "<script>alert(1)</script>&\"'\u0001";

    static List<String> charts() {
        var variants = List.of(series(HOSTILE, 300, 4), series("distributed", 150, 6));
        return List.of(
                HistogramChart.of(HOSTILE, variants),
                RunsChart.of(HOSTILE, variants),
                ComparisonChart.of(HOSTILE, List.of(new ComparisonChart.Bar(HOSTILE, new SpeedUp(20, 1.3, 1.2, 1.4)))),
                SweepChart.of(
                        HOSTILE,
                        new Series("", List.of(new Series.Point(4, 10, false), new Series.Point(8, 6, false))),
                        Sweep.of(Map.of(4, new double[] {10}, 8, new double[] {6}))),
                HistogramChart.of(HOSTILE, List.of()),
                RunsChart.of(HOSTILE, List.of(new Series(HOSTILE, List.of()))),
                ComparisonChart.of(HOSTILE, List.of()));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void whateverTheTextsAreItIsAnSvgWithTitleAndDescriptionAndNoScript(String chart) throws Exception {
        var svg = parsed(chart);

        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).startsWith("<script>");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
        assertThat(chart).doesNotContain("NaN", "Infinity");
        keep(chart);
    }

    @Test
    void theDescriptionHasTheFigures() throws Exception {
        var sweep = Sweep.of(Map.of(4, new double[] {10, 11, 12}, 8, new double[] {6}, 16, new double[] {6.1}));
        var chart = SweepChart.of("s", new Series("", List.of(new Series.Point(4, 10, false))), sweep);

        assertThat(parsed(chart).getElementsByTagName("desc").item(0).getTextContent())
                .contains("-j4: 11.00 s.", "Optimum -j8 with 6.00 s; within 3 % of it from -j8 to -j16.");
    }

    @Test
    void oneTimeAloneCanBeDrawn() {
        var one = List.of(new Series("a", List.of(new Series.Point(1, 5, false))));

        assertThat(HistogramChart.of("h", one) + RunsChart.of("r", one)).doesNotContain("NaN", "Infinity");
    }

    /** For whoever wants to see them: {@code -Dvmc.charts=DIRECTORY}. */
    private static void keep(String chart) throws IOException {
        var directory = System.getProperty("vmc.charts");
        if (directory != null) {
            Files.writeString(Path.of(directory, "chart-%08x.svg".formatted(chart.hashCode())), chart);
        }
    }

    private static Series series(String label, double mean, double deviation) {
        var random = new Random(1);
        return new Series(
                label,
                IntStream.rangeClosed(1, 60)
                        .mapToObj(
                                round -> new Series.Point(round, mean + deviation * random.nextGaussian(), round == 7))
                        .toList());
    }

    private static Element parsed(String svg) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }
}
