/* The options of the author commands: OPTION(name, spelling, value or NULL, zh, en). */
OPTION(HELP, "--help", NULL, "显示这段说明", "show this text")
OPTION(RULES, "--rules", "DIR", "规则所在的文件夹", "the folder of the rules")
OPTION(LANG, "--lang", "zh|en", "用哪种语言说，默认 zh", "the language to speak; zh unless given")
OPTION(FORMAT, "--format", "text|line|json", "输出格式，默认 text",
       "how to print; text unless given")
OPTION(JSON, "--json", NULL, "等于 --format json", "the same as --format json")
OPTION(AT, "--at", "TIME", "当作在这个时刻收到，如 2026-11-21T23:00",
       "as if received then: 2026-11-21T23:00")
OPTION(ENTERPRISES, "--enterprises", "FILE", "企业表，CSV", "the table of enterprises, CSV")
OPTION(POLICY, "--policy", "NAME", "只看这一项政策", "this policy only")
OPTION(CHECK, "--check", NULL, "只检查，不改写", "only check, write nothing")
OPTION(DIFF, "--diff", NULL, "显示会改哪些行，不改写",
       "show the lines that would change, write nothing")
OPTION(KEYWORDS, "--keywords", "zh|en", "关键词改用哪种语言，默认保持原样",
       "the language of the keywords; as written unless given")
OPTION(MARKDOWN, "--markdown", NULL, "写成 Markdown", "as Markdown")
OPTION(TEXTS, "--texts", "FILE", "过去的诉求：一行一条，或有一列叫 text 的 TSV",
       "past texts: one a line, or TSV with a column called text")
OPTION(ALL, "--all", NULL, "全部列出，连同只供参考的", "list everything, information too")
