package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.wording.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

class BottleneckWordsTest {

    private final BottleneckWords english = new BottleneckWords(Language.EN);
    private final BottleneckWords chinese = new BottleneckWords(Language.ZH);

    @Test
    void aBottleneckWithoutRulesStillGivesItsAdvice() {
        Bottleneck old = BottleneckRows.of(null);
        old.setRecommendation("Look at the gaps.");
        old.setRules(List.of());
        old.setCauses(List.of());
        assertThat(english.findings(old)).containsExactly("Advice: Look at the gaps.");

        old.setBottleneck(BottleneckClass.BALANCED);
        assertThat(english.findings(old))
                .containsExactly("Advice: No single limit: look at the longest gaps and the top kernels.");
        assertThat(chinese.findings(old)).containsExactly("建议：没有单一瓶颈：查看最长的间隙和耗时最多的 kernel。");
    }

    @Test
    void whatOnlyAnOlderVersionSaysIsSaidInItsOwnWords() {
        Bottleneck old = BottleneckRows.of(null);
        old.setCauses(List.of());
        old.setRemarks(List.of());
        assertThat(chinese.findings(old))
                .startsWith(
                        "Idle time takes 25.0 % of the window.",
                        "建议：Give the device work earlier: the host launches too late.");
        assertThat(chinese.evidence(old)).isEqualTo(old.getEvidence());
    }

    @Test
    void whatANewerVersionSaysIsSaidInItsOwnWordsOrLeftOut() {
        Bottleneck newer = BottleneckRows.of(null);
        newer.getRemarks().get(0).setCode("LATER");
        newer.getCauses().get(1).setCode("LATER");
        newer.getCauses().get(2).setAdvice("LATER");
        assertThat(chinese.evidence(newer)).isEqualTo(newer.getEvidence());
        assertThat(english.findings(newer))
                .containsExactly(
                        "Idle time takes 25.0 % of the window, above the threshold of 20.0 %.",
                        "Advice: The device waits for input: use more workers to load it, prefetch, and copy from pinned"
                                + " memory.",
                        "Exposed communication takes 10.0 % of the window, above the threshold of 8.0 %.");
    }

    @Test
    void theSentencesAreInTheLanguageOfTheReader() {
        Bottleneck row = BottleneckRows.of(null);
        assertThat(english.findings(row))
                .startsWith(
                        "Idle time takes 25.0 % of the window, above the threshold of 20.0 %: the host loads data for"
                                + " 600 us (15.0 %) in enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__.",
                        "Advice: The device waits for input: use more workers to load it, prefetch, and copy from pinned"
                                + " memory.");
        assertThat(chinese.findings(row))
                .startsWith(
                        "空闲占窗口的 25.0 %，超过阈值 20.0 %：主机在加载数据，共 600 us（15.0 %），花在"
                                + " enumerate(DataLoader)#_SingleProcessDataLoaderIter.__next__ 上。",
                        "建议：设备在等待输入数据：增加数据加载的 worker 数，预取数据，并从锁页内存拷贝。");
        assertThat(chinese.evidence(row)).containsExactly("在 Memcpy HtoD 之前，有 50.0 us 没有任何任务运行。");
        assertThat(chinese.verdict(row).parts())
                .contains(new Sentence.Words("设备 0（NVIDIA A100）"), new Sentence.Words("低（设备事件只有 50 个）"));
    }
}
