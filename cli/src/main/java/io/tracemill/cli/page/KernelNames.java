package io.tracemill.cli.page;

import io.tracemill.ingest.facts.ShortNames;
import io.tracemill.schemas.KernelStats;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Short forms of the names of device events, as far as they are no whole names. */
final class KernelNames {

    /** Most characters of a short form. */
    private static final int WIDTH = 80;

    private final Set<String> told = new HashSet<>();

    /** The short forms of names that have not been told yet, as members of an object; null if there are none. */
    @Nullable
    Piece of(List<KernelStats> kernels) throws IOException {
        List<String> names =
                kernels.stream().map(KernelStats::getKernel).distinct().toList();
        ShortNames forms = ShortNames.of(names);
        Map<String, String> fresh = new TreeMap<>();
        for (String name : names) {
            String form = forms.of(name, WIDTH);
            if (!form.equals(name) && !told.contains(name)) {
                fresh.put(name, form);
            }
        }
        return fresh.isEmpty() ? null : piece(fresh);
    }

    private static Piece piece(Map<String, String> forms) throws IOException {
        return Piece.ofMembers(json -> {
            for (Map.Entry<String, String> form : forms.entrySet()) {
                json.writeStringField(form.getKey(), form.getValue());
            }
        });
    }

    /** Remembers what a page tells. */
    void tell(List<KernelStats> kernels) {
        kernels.forEach(kernel -> told.add(kernel.getKernel()));
    }
}
