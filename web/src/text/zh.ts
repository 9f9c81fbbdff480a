import type { en } from "./en";

/** Chinese texts, with the keys of en.ts. */
export const zh: Record<keyof typeof en, string> = {
    // 页面框架
    "shell.skip": "跳到正文",
    "shell.path": "路径",
    "shell.views": "视图",
    "shell.theme": "配色",
    "shell.theme.auto": "自动",
    "shell.theme.light": "浅色",
    "shell.theme.dark": "深色",
    "shell.foot": "{program}。本页面不访问网络。",
    "shell.failed": "无法显示：{reason}",
    "shell.home": "回到首页",
    "trace.rank": "rank {rank}",

    // 运行
    "runs.title": "运行列表",

    // 结论
    "verdict.title": "结论",

    // 读取情况
    "coverage.title": "数据完整性",
    "coverage.read": "读取了 {count} 个事件",

    // 对比
    "diff.title": "对比",

    // 图表
};
