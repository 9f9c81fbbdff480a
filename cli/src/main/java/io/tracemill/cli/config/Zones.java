package io.tracemill.cli.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time zone, such as UTC, Asia/Shanghai or +08:00. */
public final class Zones implements ITypeConverter<ZoneId> {

    @Override
    public ZoneId convert(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "expected a time zone such as UTC, Asia/Shanghai or +08:00 but was \"" + text + '"');
        }
    }
}
