package dev.millrace.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsTableTest {
    private static final Pattern ROW = Pattern.compile("^\\| (`.*?) \\|", Pattern.MULTILINE);

    @Test
    void theReadmesTableNamesEverySettingAndNoOther() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(readme.indexOf("## Settings"), readme.indexOf("## What it guarantees"));
        Set<String> named = ROW.matcher(table)
                .results()
                .flatMap(
                        row -> Pattern.compile("`(\\w+)`").matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        assertThat(named).isEqualTo(settings());
    }

    private static Set<String> settings() {
        return Arrays.stream(ConsumerBuilder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == ConsumerBuilder.class)
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void theReadmesTableNamesTheDefaults() throws IOException {
        ConsumerBuilder defaults = Consumer.builder("clicks", "app");
        String readme = Files.readString(Path.of("README.md"));
        assertThat(row(readme, "commitInterval")).contains(defaults.commitInterval.toSeconds() + " s");
        assertThat(row(readme, "maxRecordsInFlight"))
                .contains(String.format(Locale.ROOT, "%,d", defaults.maxRecordsInFlight));
        assertThat(row(readme, "maxBytesInFlight")).contains((defaults.maxBytesInFlight >> 20) + " MiB");
        assertThat(row(readme, "concurrency")).contains("| " + defaults.concurrency + " |");
    }

    private static String row(String readme, String setting) {
        Matcher row =
                Pattern.compile("^\\| `" + setting + "`.*$", Pattern.MULTILINE).matcher(readme);
        assertThat(row.find()).as(setting).isTrue();
        return row.group();
    }
}
