package dev.millrace.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documents show compiled code: a Java block stands under a comment that names a sample and a region, {@code <!-- sample:
 * Clickstream.java#put -->}, and is that region, which the source marks by {@code // tag::put} and {@code // end::put}.
 */
class DocumentsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path SAMPLES = ROOT.resolve("samples/src/main/java/dev/millrace/samples");
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- sample: ([\\w.]+)#([\\w-]+) -->\\n)?```java\\n(.*?)```", Pattern.DOTALL);

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/")
                            && !file.toString().contains("/node_modules/"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyJavaBlockOfADocumentIsARegionOfACompiledSample(Path document) throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(document));
        while (block.find()) {
            assertThat(block.group(1))
                    .as("%s: the block \"%s\" names no sample", document, firstLine(block.group(3)))
                    .isNotNull();
            assertThat(block.group(3)).as("%s", document).isEqualTo(region(block.group(1), block.group(2)));
        }
    }

    @Test
    void theReadmeShowsHowToPutAndHowToConsume() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("#put -->", "#consume -->");
    }

    private static String region(String file, String name) throws IOException {
        List<String> lines = Files.readAllLines(SAMPLES.resolve(file));
        int start = indexOf(lines, "// tag::" + name) + 1;
        int end = indexOf(lines, "// end::" + name);
        List<String> region = lines.subList(start, end);
        int indent = region.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return region.stream()
                .map(line -> line.isBlank() ? "\n" : line.substring(indent) + "\n")
                .collect(Collectors.joining());
    }

    private static int indexOf(List<String> lines, String marker) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(marker)) {
                return i;
            }
        }
        throw new AssertionError("no line " + marker);
    }

    private static String firstLine(String block) {
        return block.lines().findFirst().orElse("");
    }
}
