package io.tracemill.streams.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForwardModulesTest {

    private final ModulePaths paths = new ModulePaths();
    private final ForwardModules forwards = new ForwardModules();

    private ForwardModules restored() {
        ForwardModules copy = new ForwardModules();
        copy.restore(forwards.all(), paths);
        return copy;
    }

    @Test
    void theLatestModuleOfANumberCountsAndNoneIsNoModule() {
        forwards.put(7, paths.path(null, "nn.Module: A_0", null));
        forwards.put(7, paths.path(null, "nn.Module: B_0", null));
        forwards.put(8, paths.path(null, "nn.Module: A_0", null));
        forwards.put(8, null);

        assertThat(forwards.get(7)).isSameAs(paths.path(null, "nn.Module: B_0", null));
        assertThat(forwards.get(8)).isNull();
        assertThat(forwards.get(9)).isNull();
    }

    @Test
    void theOldestNumbersAreForgottenBeforeAndAfterARestart() {
        ModulePath module = paths.path(null, "nn.Module: A_0", null);
        for (long number = 1; number <= ForwardModules.MOST + 2; number++) {
            forwards.put(number, module);
        }
        ForwardModules restored = restored();
        restored.put(ForwardModules.MOST + 3, module);

        assertThat(forwards.get(2)).isNull();
        assertThat(forwards.get(3)).isSameAs(module);
        assertThat(restored.get(3)).isNull();
        assertThat(restored.get(4)).isSameAs(module);
        assertThat(restored.changes()).hasSize(1);
    }

    @Test
    void onlyWhatDiffersIsAChange() {
        forwards.put(7, null);
        forwards.put(8, paths.path(null, "nn.Module: A_0", null));
        forwards.put(8, paths.path(null, "nn.Module: A_0", null));
        assertThat(forwards.changes()).hasSize(1);

        forwards.endChanges();
        assertThat(forwards.changes()).isEmpty();
        assertThat(forwards.all()).hasSize(1);
    }
}
