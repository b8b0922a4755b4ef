package dev.colophon.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class BarChartTest {

    @Test
    void bars_are_as_long_as_their_values() throws Exception {
        var svg = new BarChart("a < b & c", "rows/s")
                .bar("half", 50)
                .bar("whole", 100)
                .svg();

        var bars = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getElementsByTagName("rect");
        assertThat(width((Element) bars.item(2))).isEqualTo(2 * width((Element) bars.item(1)));
        assertThat(svg).contains("100").contains("a &lt; b &amp; c");
    }

    private static double width(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }

    @Test
    void what_is_no_figure_is_refused() {
        assertThatThrownBy(() -> new BarChart("t", "u").bar("x", Double.NaN)).hasMessageContaining("x");
    }
}
