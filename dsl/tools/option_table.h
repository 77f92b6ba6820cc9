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
OPTION(LINT, "--lint", "NAME=LEVEL", "某项检查的级别：off、warning 或 error，可写多次",
       "the level of a lint: off, warning or error; may be repeated")
OPTION(LINTS, "--lints", NULL, "列出所有的检查和它们的说明", "list every lint and what it finds")
OPTION(EXPLAIN, "--explain", "CODE", "一个编号或一项检查是什么意思，为什么，怎么办",
       "what a code or a lint means, why it is there, what to do")
OPTION(
    FIX, "--fix", "[=all]",
    "把只有一种改法的问题直接改好；=all 时连猜的也改。配合 --dry-run 只看不写",
    "make the changes that can be meant in no other way; =all: guesses too. With --dry-run: show "
    "them only")
OPTION(STRICT, "--strict", NULL, "有警告也算不通过", "warnings fail too")
OPTION(POLICY, "--policy", "NAME", "只看这一项政策", "this policy only")
OPTION(GIVEN, "--given", "SETTINGS", "另外知道的，写法同“设”，如 \"声源 = 施工、时刻 = 23:30\"",
       "what is known besides, written as 设: \"声源 = 施工、时刻 = 23:30\"")
OPTION(TIME, "--time", "TIME", "发生的时刻，如 23:30", "the time of day it happened, as 23:30")
OPTION(AREA, "--area", "AREA", "地点所在的区域", "the area of the place")
OPTION(CHANNEL, "--channel", "NAME", "来的渠道，如 sms", "the channel it comes by, as sms")
OPTION(ANSWER, "--answer", "TEXT", "市民接着说的话，可以写几次",
       "what the citizen says next; may be given several times")
OPTION(ENTERPRISE, "--enterprise", "SETTINGS", "一个企业的情况，写法同“企业”",
       "an enterprise, written as in 企业")
OPTION(SHORT, "--short", NULL, "只说给市民听的三句话", "only three sentences for the citizen")
OPTION(WHAT_IF, "--what-if", "[=NAME]", "怎样才会是别的结果；NAME 是事项、单位或政策",
       "what it would take to come out otherwise; NAME is a duty, a unit or a policy")
OPTION(ONLY, "--only", "TEXT", "只运行名称里有 TEXT 的", "only those with TEXT in their title")
OPTION(FILE, "--file", "PATH", "只运行路径里有 PATH 的文件中的",
       "only those in files with PATH in their path")
OPTION(COVERAGE, "--coverage", NULL, "说明哪些规则还没有试到，为什么",
       "say which rules are not tried, and why")
OPTION(COVERAGE_MIN, "--coverage-min", "PERCENT", "覆盖低于百分之几就算没通过",
       "fail where less than so much percent is covered")
OPTION(JUNIT, "--junit", "FILE", "另外写一份 JUnit XML", "write JUnit XML too")
OPTION(WATCH, "--watch", NULL, "文件一改就重新运行，Ctrl-C 结束",
       "run again whenever a file changes; Ctrl-C ends")
OPTION(CHECK, "--check", NULL, "只检查，不改写", "only check, write nothing")
OPTION(DIFF, "--diff", NULL, "显示会改哪些行，不改写",
       "show the lines that would change, write nothing")
OPTION(KEYWORDS, "--keywords", "zh|en", "关键词改用哪种语言，默认保持原样",
       "the language of the keywords; as written unless given")
OPTION(MARKDOWN, "--markdown", NULL, "写成 Markdown", "as Markdown")
OPTION(TEXTS, "--texts", "FILE", "过去的诉求：一行一条，或有一列叫 text 的 TSV",
       "past texts: one a line, or TSV with a column called text")
OPTION(ALL, "--all", NULL, "全部列出，连同只供参考的", "list everything, information too")
OPTION(OUTPUT, "-o", "PATH", "写到哪里", "where to write")
OPTION(FORCE, "--force", NULL, "文件夹不空也写，同名文件会被替换",
       "write into a folder that is not empty; files of the same name are replaced")
OPTION(DRY_RUN, "--dry-run", NULL, "只说会怎样，什么也不写", "say what would be, write nothing")
OPTION(REPORT, "--report", "FILE", "把全部发现写成文件：.csv、.json，其余为文本",
       "write all findings to a file: .csv, .json, else text")
OPTION(SHEET, "--sheet", "NAME", "工作簿里的哪一张表（名称或序号），默认行数最多的",
       "which worksheet, by name or number; the one with most rows unless given")
OPTION(COLUMNS, "--columns", "列=用途,...",
       "哪一列是什么，如 \"编号=code,责任部门=unit,5=-\"；没写的照样推测",
       "which column is what, as in \"No=code,Office=unit,5=-\"; the others are guessed")
OPTION(DEPTH, "--depth", "N", "分类到第几级成为类别",
       "how many levels of the class become categories")
OPTION(OTHERWISE, "--otherwise", "UNIT", "每一类剩下的归谁", "who takes the rest of every class")
OPTION(DISTRICT, "--district", "NAME", "地区的显示名", "the district's display name")
OPTION(CSV, "--csv", NULL, "写成 CSV", "write CSV")
OPTION(XLSX, "--xlsx", NULL, "写成 Excel 工作簿", "write an Excel workbook")
OPTION(BOM, "--bom", NULL, "CSV 开头写 BOM，Excel 双击打开不乱码",
       "begin the CSV with a BOM, so that Excel reads it as UTF-8")
OPTION(TABLE, "--table", "imported|all", "imported：照导入的原表；all：全部字段",
       "imported: as the list that was imported; all: every field")
OPTION(REPLAY, "--replay", "PATH",
       "过去的诉求：文本文件（一行一件，或带 text 列的表），或网关的数据目录",
       "past cases: a file of texts (one a line, or a table with a column text), or a data folder")
OPTION(KEY_FILE, "--key-file", "FILE", "数据目录的主密钥不在旁边时，它在哪里",
       "the master key, where it does not lie beside the data folder")
OPTION(SHOW, "--show", "N", "每一节最多列出多少条，默认 20",
       "how many to list in a section; 20 unless given")
OPTION(TICKETS, "--tickets", "FILE", "过去的工单，TSV", "past tickets, TSV")
OPTION(PRECISION, "--precision", "SHARE", "直接派出的要有多少是对的，默认 0.988",
       "the share of those dispatched at once that must be right; 0.988 unless given")
OPTION(SEED, "--seed", "N", "抽取留出部分用的种子，默认 1",
       "for drawing what is held out; 1 unless given")
