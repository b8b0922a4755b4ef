package dev.colophon.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** For a benchmark that the script itself carries out: its figures as bars. */
@Command(name = "chart", hidden = true, description = "Draws figures as bars.")
public final class ChartCommand implements Callable<Integer> {

    @Option(names = "--title", required = true)
    private String title = "";

    @Option(names = "--unit", required = true)
    private String unit = "";

    @Option(names = "--to", required = true, description = "the SVG's file")
    private Path file = Path.of("");

    @Parameters(arity = "1..*", description = "label=figure")
    private Map<String, Double> figures = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        var chart = new BarChart(title, unit);
        figures.forEach(chart::bar);
        Files.writeString(file, chart.svg());
        return 0;
    }
}
