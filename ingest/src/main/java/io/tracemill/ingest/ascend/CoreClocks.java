package io.tracemill.ingest.ascend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.parse.DeviceProperties;
import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.DevicePeak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cores of the devices of a profile and their clock, of which the peaks of matrix work are products. The profiler
 * writes them to {@code device_N/info.json.N}, in directories {@code PROF_*} of the profile.
 *
 * <p>Source: Ascend/mstt, {@code msprof_analyze}.
 */
final class CoreClocks {

    /** Operations of a core in a cycle, by the unit: a product of 16x16 matrices of 16 bits, or 16x32 of 8 bits. */
    private static final Map<ComputeUnit, Double> FLOPS_PER_CYCLE = new TreeMap<>(Map.of(
            ComputeUnit.MATRIX_FP16, 8_192.0,
            ComputeUnit.MATRIX_BF16, 8_192.0,
            ComputeUnit.MATRIX_INT8, 16_384.0));

    private static final double HERTZ_PER_MEGAHERTZ = 1e6;
    private static final int MOST_CORES = 1_000;
    private static final int MOST_MEGAHERTZ = 10_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_FILES = 1 << 8;

    private static final Pattern DEVICE = Pattern.compile("device_([0-9]{1,3})");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(?:\\.[0-9]{1,18})?");

    private final Map<String, Double> cyclesPerSecond = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** Adds the peaks of the devices of a profile to their properties; returns what is faulty, one line each. */
    static List<String> addTo(DeviceProperties devices, Path profile) throws IngestException {
        CoreClocks clocks = new CoreClocks();
        files(profile).forEach(clocks::read);
        clocks.cyclesPerSecond.forEach((device, cycles) -> {
            if (cycles > 0) {
                FLOPS_PER_CYCLE.forEach((unit, flops) -> devices.addPeak(new DevicePeak(device, unit, cycles * flops)));
            }
        });
        return clocks.warnings;
    }

    private static List<Path> files(Path profile) throws IngestException {
        List<Path> files = new ArrayList<>();
        List<Path> parts = new ArrayList<>(AscendProfile.entries(profile, "PROF_*", Files::isDirectory));
        parts.add(profile); // msprof's own profiles are such a directory themselves
        for (Path part : parts) {
            for (Path device : AscendProfile.entries(part, "device_*", Files::isDirectory)) {
                Matcher name = DEVICE.matcher(AscendProfile.nameOf(device));
                if (name.matches() && files.size() < MOST_FILES) {
                    files.addAll(AscendProfile.files(device, "info.json." + name.group(1)));
                }
            }
        }
        return files;
    }

    private void read(Path file) {
        String device = AscendProfile.nameOf(file).replaceFirst("info\\.json\\.", "");
        try {
            double cycles = cyclesPerSecond(file);
            Double known = cyclesPerSecond.putIfAbsent(device, cycles);
            if (known != null && known != cycles) {
                cyclesPerSecond.put(device, 0.0);
                warnings.add(file + ": not used: another file of the device says other cores or another clock");
            }
        } catch (IOException e) {
            warnings.add(file + ": not used: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static double cyclesPerSecond(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("must have at most " + MOST_BYTES + " bytes");
        }
        JsonNode device = new ObjectMapper().readTree(file.toFile()).at("/DeviceInfo/0");
        double cores = number(device, "ai_core_num", MOST_CORES);
        return cores * number(device, "aic_frequency", MOST_MEGAHERTZ) * HERTZ_PER_MEGAHERTZ;
    }

    /** A number from 1 to the most, which may be in quotes. */
    private static double number(JsonNode device, String name, int most) throws IOException {
        String text = device.path(name).asText();
        boolean isNumber = NUMBER.matcher(text).matches();
        double value = isNumber ? Double.parseDouble(text) : 0;
        if (value >= 1 && value <= most) {
            return value;
        }
        throw new IOException(name + " must be a number from 1 to " + most + " but was "
                + (isNumber ? text : device.has(name) ? "something else" : "missing"));
    }
}
