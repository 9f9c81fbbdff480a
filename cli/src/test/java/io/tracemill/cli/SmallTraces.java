package io.tracemill.cli;

/** Traces that fit on a screen. */
final class SmallTraces {

    /** An operator and its kernel that carry the same correlation id; the kernel names no device. */
    static final String PAIR = """
            {"traceEvents":[
             {"name":"aten::matmul","cat":"operator","ph":"X","ts":156432.5,"dur":245.3,"pid":1,"tid":123,"args":
              {"input_shapes":["[1024, 1024]","[1024, 1024]"],"device":"npu:0","stream":0,"correlation_id":4567}},
             {"name":"aclMatMul","cat":"kernel","ph":"X","ts":156435.2,"dur":240.1,"pid":1,"tid":124,"args":
              {"grid":[64,64,1],"block":[16,16,1],"registers_per_thread":32,"shared_memory":16384,"correlation_id":4567}}]}
            """;

    private SmallTraces() {}
}
