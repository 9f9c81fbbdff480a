package io.tracemill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files into which tools have merged the traces of several ranks. */
class MergedRanksTest {

    /** Launches and kernels of one rank: launch i at {@code from + 100 i}, its kernel {@code delay} later. */
    private record Rank(String host, String devicePid, String device, String name, int from, int delay) {

        List<String> events(int count) {
            List<String> events = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                int start = from + 100 * i;
                events.add("""
                        {"ph":"X","cat":"cpu_op","name":"op_%s","pid":%s,"tid":1,"ts":%d,"dur":30,"args":{}}""".formatted(name, host, start - 5));
                events.add("""
                        {"ph":"X","cat":"cuda_runtime","name":"cudaLaunchKernel","pid":%s,"tid":1,"ts":%d,"dur":10,\
                        "args":{"correlation":%d}}""".formatted(host, start, i));
                events.add("""
                        {"ph":"X","cat":"kernel","name":"k_%s","pid":%s,"tid":7,"ts":%d,"dur":50,\
                        "args":{"device":%s,"stream":7,"correlation":%d}}""".formatted(name, devicePid, start + delay, device, i));
            }
            return events;
        }
    }

    @Test
    void labelsTellTheRanksWhateverTheOrder() {
        List<String> events = new ArrayList<>(new Rank("\"[TP00] 500\"", "\"[TP00] 0\"", "0", "a", 0, 20).events(30));
        events.addAll(new Rank("\"[TP01] 500\"", "\"[TP01] 0\"", "0", "b", 3, 20).events(30));
        Collections.shuffle(events, new Random(7));

        Ingested trace = merged(events);

        assertThat(kernelsByLaunch(trace)).isEqualTo(Map.of("k_a by [TP00] 500", 30, "k_b by [TP01] 500", 30));
        assertThat(devices(trace)).isEqualTo(Map.of("k_a on TP00/0", 30, "k_b on TP01/0", 30));
        assertThat(header(trace).getRankNames()).containsExactly("TP00", "TP01");
    }

    @Test
    void namesOfProcessesAreLabelsToo() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(5));
        events.addAll(new Rank("9000500", "9000000", "0", "b", 3, 20).events(5));
        events.addAll(List.of(named(500, "RANK 0 - CPU"), named(0, "RANK 0 - GPU")));
        events.addAll(List.of(named(9_000_500, "RANK 1 - CPU"), named(9_000_000, "RANK 1 - GPU")));
        Collections.shuffle(events, new Random(7));

        Ingested trace = merged(events);

        assertThat(kernelsByLaunch(trace)).isEqualTo(Map.of("k_a by 500", 5, "k_b by 9000500", 5));
        assertThat(devices(trace)).isEqualTo(Map.of("k_a on rank 0/0", 5, "k_b on rank 1/0", 5));
    }

    @Test
    void filesJoinedEndToEndAreToldApartByTheirParts() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(30));
        events.addAll(new Rank("501", "1", "1", "b", 3, 20).events(30));

        Ingested trace = merged(events);

        assertThat(kernelsByLaunch(trace)).isEqualTo(Map.of("k_a by 500", 30, "k_b by 501", 30));
        assertThat(devices(trace)).isEqualTo(Map.of("k_a on 0", 30, "k_b on 1", 30));
    }

    @Test
    void partsTellEvenRanksWhoseDeviceHasOneNumberAndProcess() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(30));
        events.addAll(new Rank("501", "0", "0", "b", 3, 20).events(30));

        Ingested trace = merged(events);

        assertThat(kernelsByLaunch(trace)).isEqualTo(Map.of("k_a by 500", 30, "k_b by 501", 30));
        assertThat(devices(trace)).isEqualTo(Map.of("k_a on 500/0", 30, "k_b on 501/0", 30));
        assertThat(header(trace).getDeviceNames()).isEqualTo(Map.of("0", "H100", "500/0", "H100", "501/0", "H100"));
    }

    @Test
    void partsOfHostsAloneTellNothing() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(30));
        events.addAll(new Rank("501", "1", "1", "b", 3, 20).events(30));
        events.sort(Comparator.comparing(event -> event.contains("\"kernel\"")));

        assertAmbiguous(merged(events), 60);
    }

    @Test
    void idsThatOnlyOneRankLaunchesTellItsDevice() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(30));
        events.addAll(new Rank("501", "1", "1", "b", 3, 20).events(33));
        events.sort(Comparator.comparing(event -> event.contains("\"kernel\"")));

        // device 1 carries ids 31 to 33; as many devices as ranks, so device 0 is the other rank's
        assertThat(kernelsByLaunch(merged(events))).isEqualTo(Map.of("k_a by 500", 30, "k_b by 501", 33));
    }

    @Test
    void aKernelThatRanBeforeARanksLaunchIsOfTheOtherRank() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(30));
        events.addAll(new Rank("501", "1", "1", "b", 5000, 20).events(30));
        events.sort(Comparator.comparing(event -> event.contains("\"kernel\"")));

        assertThat(kernelsByLaunch(merged(events))).isEqualTo(Map.of("k_a by 500", 30, "k_b by 501", 30));
    }

    @Test
    void flowsWithIdsOfTheirOwnTellTheRanks() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(30));
        events.addAll(new Rank("501", "1", "1", "b", 3, 20).events(30));
        for (int i = 1; i <= 30; i++) {
            events.addAll(flow(i, "500", "0"));
            events.addAll(flow(1000 + i, "501", "1"));
        }
        Collections.shuffle(events, new Random(7));

        Ingested trace = merged(events);

        assertThat(kernelsByLaunch(trace)).isEqualTo(Map.of("k_a by 500", 30, "k_b by 501", 30));
        assertThat(trace.totals().getMerged()).isEqualTo(Map.of("flow", 120L));
    }

    @Test
    void flowsWhoseIdsCollideTellNothing() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(30));
        events.addAll(new Rank("501", "1", "1", "b", 3, 20).events(30));
        for (int i = 1; i <= 30; i++) {
            events.addAll(flow(i, "500", "0"));
            events.addAll(flow(i, "501", "1"));
        }
        Collections.shuffle(events, new Random(7));

        assertAmbiguous(merged(events), 60);
    }

    @Test
    void whatCannotBeToldIsNotLinked() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(30));
        events.addAll(new Rank("501", "1", "1", "b", 3, 20).events(30));
        Collections.shuffle(events, new Random(7));

        assertAmbiguous(merged(events), 60);
    }

    @Test
    void twoRanksOfOneProcessNumberAreNotTakenForOne() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(30));
        events.addAll(new Rank("500", "0", "0", "b", 40, 20).events(30));

        assertAmbiguous(merged(events), 60);
    }

    @Test
    void aKernelIsNotLinkedToAnotherRanksLaunchOfAnIdThatItsOwnRankDoesNotLaunch() {
        List<String> events = new ArrayList<>(new Rank("\"[TP00] 500\"", "\"[TP00] 0\"", "0", "a", 0, 20).events(3));
        events.addAll(new Rank("\"[TP01] 500\"", "\"[TP01] 1\"", "1", "b", 3, 20).events(4));
        events.add("""
                {"ph":"X","cat":"kernel","name":"early","pid":"[TP00] 0","tid":7,"ts":1,"dur":1,\
                "args":{"device":0,"stream":7,"correlation":4}}""");

        assertThat(kernelsByLaunch(merged(events)))
                .isEqualTo(Map.of("k_a by [TP00] 500", 3, "k_b by [TP01] 500", 4, "early by nothing", 1));
    }

    @Test
    void severalDevicesOfOneRankKeepTheirNames() {
        List<String> events = new ArrayList<>(new Rank("500", "0", "0", "a", 0, 20).events(3));
        events.addAll(new Rank("500", "1", "1", "b", 400, 20)
                .events(3).stream()
                        .map(event -> event.replace("\"correlation\":", "\"correlation\":1"))
                        .toList());

        Ingested trace = merged(events);

        assertThat(devices(trace)).isEqualTo(Map.of("k_a on 0", 3, "k_b on 1", 3));
        assertThat(header(trace).getRankNames()).isEmpty();
    }

    private static List<String> flow(int id, String from, String to) {
        String point =
                "{\"ph\":\"%s\",\"cat\":\"ac2g\",\"name\":\"ac2g\",\"id\":" + id + ",\"pid\":%s,\"tid\":7,\"ts\":1}";
        return List.of(point.formatted("s", from), point.formatted("f", to));
    }

    private static String named(int process, String name) {
        return "{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":" + process + ",\"args\":{\"name\":\"" + name + "\"}}";
    }

    private static Ingested merged(List<String> events) {
        return Ingested.of("{\"schemaVersion\":1,\"deviceProperties\":[{\"id\":0,\"name\":\"H100\"}],\"traceEvents\":["
                + String.join(",\n", events) + "]}");
    }

    private static TraceHeader header(Ingested trace) {
        return trace.batches().get(0).getHeader();
    }

    private static void assertAmbiguous(Ingested trace, int kernels) {
        long ambiguous = trace.batches().stream()
                .flatMap(batch -> batch.getEvents().stream())
                .filter(TraceEvent::getLaunchAmbiguous)
                .filter(event -> !event.getLaunchInTrace())
                .count();
        assertThat(ambiguous).isEqualTo(kernels);
        assertThat(kernelsByLaunch(trace).keySet()).allMatch(kernel -> kernel.endsWith(" by nothing"));
    }

    /** How many kernels of each name have a launch of each process, joined as the topology joins them. */
    private static Map<String, Integer> kernelsByLaunch(Ingested trace) {
        Map<Long, String> launches = new HashMap<>();
        for (TraceEventBatch batch : trace.batches()) {
            for (TraceEvent event : batch.getEvents()) {
                if (event.getKind() == EventKind.LAUNCH) {
                    assertThat(launches.put(
                                    event.getCorrelationId(), batch.getStrings().get(event.getProcess())))
                            .isNull();
                    assertThat(event.getLaunchedEvents()).isEqualTo(1);
                }
            }
        }
        Map<String, Integer> kernels = new TreeMap<>();
        for (TraceEventBatch batch : trace.batches()) {
            for (TraceEvent event : batch.getEvents()) {
                if (event.getKind() == EventKind.KERNEL) {
                    String launch = event.getLaunchInTrace() ? launches.get(event.getCorrelationId()) : "nothing";
                    kernels.merge(batch.getStrings().get(event.getName()) + " by " + launch, 1, Integer::sum);
                }
            }
        }
        return kernels;
    }

    private static Map<String, Integer> devices(Ingested trace) {
        Map<String, Integer> kernels = new TreeMap<>();
        for (TraceEventBatch batch : trace.batches()) {
            for (TraceEvent event : batch.getEvents()) {
                if (event.getKind() == EventKind.KERNEL) {
                    List<String> strings = batch.getStrings();
                    String kernel = strings.get(event.getName()) + " on " + strings.get(event.getDevice());
                    kernels.merge(kernel, 1, Integer::sum);
                }
            }
        }
        return kernels;
    }
}
