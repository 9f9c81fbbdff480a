package io.tracemill.systemtests;

/** Traces that fit on a screen. */
public final class SmallTraces {

    /**
     * Copies of an Ascend device without async_npu flows: two of one submission through the task queue, and one without
     * the queue.
     */
    public static final String COPIES = """
            [{"ph":"X","name":"aten::sum","pid":3170820,"tid":7,"ts":"1000.000","dur":90,"cat":"cpu_op","args":{}},
             {"ph":"X","name":"Enqueue","pid":3170820,"tid":7,"ts":"1010.000","dur":5,"cat":"enqueue","args":{"correlation_id":41}},
             {"ph":"X","name":"Dequeue@sum","pid":3170820,"tid":8,"ts":"1020.000","dur":50,"cat":"dequeue","args":{"correlation_id":41}},
             {"ph":"s","name":"HostToDevice9","cat":"HostToDevice","id":"9","pid":3246919907,"tid":8,"ts":"1030.000"},
             {"ph":"f","name":"HostToDevice9","cat":"HostToDevice","id":"9","pid":3246920099,"tid":2,"ts":"1100.000"},
             {"ph":"f","name":"HostToDevice9","cat":"HostToDevice","id":"9","pid":3246920099,"tid":2,"ts":"1110.000"},
             {"ph":"X","name":"MEMCPY_ASYNC","pid":3246920099,"tid":2,"ts":"1100.000","dur":2,"args":{"Task Type":"SDMA_SQE"}},
             {"ph":"X","name":"MEMCPY_ASYNC","pid":3246920099,"tid":2,"ts":"1110.000","dur":3,"args":{"Task Type":"SDMA_SQE"}},
             {"ph":"X","name":"aten::to","pid":3170820,"tid":7,"ts":"1200.000","dur":90,"cat":"cpu_op","args":{}},
             {"ph":"X","name":"aten::copy_","pid":3170820,"tid":7,"ts":"1210.000","dur":50,"cat":"cpu_op","args":{}},
             {"ph":"s","name":"HostToDevice10","cat":"HostToDevice","id":"10","pid":3246919907,"tid":7,"ts":"1220.000"},
             {"ph":"f","name":"HostToDevice10","cat":"HostToDevice","id":"10","pid":3246920099,"tid":2,"ts":"1300.000"},
             {"ph":"X","name":"MEMCPY_ASYNC","pid":3246920099,"tid":2,"ts":"1300.000","dur":7,"args":{"Task Type":"SDMA_SQE"}}]
            """;

    /** An operator and its kernel that carry the same correlation id; the kernel names no device. */
    public static final String PAIR = """
            {"traceEvents":[
             {"name":"aten::matmul","cat":"operator","ph":"X","ts":156432.5,"dur":245.3,"pid":1,"tid":123,"args":
              {"input_shapes":["[1024, 1024]","[1024, 1024]"],"device":"npu:0","stream":0,"correlation_id":4567}},
             {"name":"aclMatMul","cat":"kernel","ph":"X","ts":156435.2,"dur":240.1,"pid":1,"tid":124,"args":
              {"grid":[64,64,1],"block":[16,16,1],"registers_per_thread":32,"shared_memory":16384,"correlation_id":4567}}]}
            """;

    private SmallTraces() {}
}
