package io.tracemill.ingest.facts;

import static io.tracemill.schemas.flat.Attribute.BYTES;
import static io.tracemill.schemas.flat.Attribute.CATEGORY;
import static io.tracemill.schemas.flat.Attribute.DEVICE;
import static io.tracemill.schemas.flat.Attribute.MEMORY;
import static io.tracemill.schemas.flat.Attribute.MEMORY_ADDRESS;
import static io.tracemill.schemas.flat.Attribute.MEMORY_DEVICE;
import static io.tracemill.schemas.flat.Attribute.MEMORY_KIND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.EventKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryFactsTest {

    private static final Map<String, Double> ALLOCATED = Map.of("allocated_bytes", 1.0);

    @Test
    void aChangeOfPyTorchsAllocatorTellsOfMemoryEvenWithoutTotals() {
        FactEvent change = FactEvent.of(EventKind.INSTANT, "[memory]").with(BYTES, -512);
        assertThat(change.told().value(MEMORY_KIND)).isEqualTo("CHANGE");
        assertThat(FactEvent.of(EventKind.INSTANT, "[memory]").told().has(MEMORY))
                .isFalse();
        assertThat(FactEvent.of(EventKind.INSTANT, "marker")
                        .with(BYTES, 4)
                        .told()
                        .has(MEMORY))
                .isFalse();
    }

    @Test
    void anInstantOrCounterWithTotalsTellsOfMemory() {
        FactEvent counter = FactEvent.of(EventKind.COUNTER, "total").counters(Map.of("reserved_bytes", 1.0));
        assertThat(counter.told().value(MEMORY_KIND)).isEqualTo("READING");
        FactEvent active = FactEvent.of(EventKind.INSTANT, "marker").counters(Map.of("active_bytes", 1.0));
        assertThat(active.told().has(MEMORY)).isFalse();
        FactEvent operator = FactEvent.of(EventKind.OPERATOR, "op").counters(ALLOCATED);
        assertThat(operator.told().has(MEMORY)).isFalse();
    }

    @Test
    void theRowsOfAscendsTablesAreToldByTheirCategory() {
        FactEvent component = FactEvent.of(EventKind.COUNTER, "APP")
                .with(CATEGORY, "memory_record")
                .counters(ALLOCATED);
        assertThat(component.told().value(MEMORY_KIND)).isEqualTo("COMPONENT_READING");
        FactEvent operator = FactEvent.of(EventKind.COUNTER, "aten::add")
                .with(CATEGORY, "operator_memory")
                .counters(ALLOCATED);
        assertThat(operator.told().value(MEMORY_KIND)).isEqualTo("ALLOCATION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Device Id\":1,\"Device Type\":1}   | 1",
                "{\"Device Type\":0,\"Device Id\":-1}  |",
                "{\"Device Id\":2}                     | 2",
                "{}                                    |"
            })
    void memoryThatNamesNoDeviceIsOfTheOneInItsArgumentsOrOfTheHost(String args, @Nullable String device) {
        assertThat(memory(args).value(MEMORY_DEVICE)).isEqualTo(device);
        FactEvent named = FactEvent.of(EventKind.INSTANT, "[memory]")
                .with(DEVICE, "0")
                .counters(ALLOCATED)
                .args(args);
        assertThat(named.told().has(MEMORY_DEVICE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Ev Idx\":[1,{\"Addr\":1}],\"Addr\":140234567890944} | 140234567890944",
                "{\"Addr\":\"0x10\"}                                    | 16",
                "{\"Addr\":\"no\"}                                      |",
                "{\"Addr\":12                                           |",
                "text                                                   |",
                "[]                                                     |"
            })
    void argumentsThatAreNoJsonOrNoAddressLeaveTheAddressOut(String args, @Nullable String address) {
        assertThat(memory(args).value(MEMORY_ADDRESS)).isEqualTo(address);
    }

    private static FactEvent memory(String args) {
        return FactEvent.of(EventKind.INSTANT, "[memory]")
                .counters(ALLOCATED)
                .args(args)
                .told();
    }
}
