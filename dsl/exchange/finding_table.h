/* What an import has to say about a list: FINDING(name, class, zh, en). class is
 *   MISSING   something is not there that a duty needs; what was put in its place is said,
 *   CONFLICT  two places of the list say different things; what was taken is said,
 *   GUESSED   something was read in one of several possible ways,
 *   KEPT      something has no place in the language and is kept beside the rules.
 * {0} {1} are filled in. */
/* clang-format off */
FINDING(NO_COLUMN, MISSING, "清单没有“{0}”这一列，所有事项都缺：{1}", "the list has no column \"{0}\", so all items lack it: {1}")
FINDING(NO_ITEM, MISSING, "这一行没有事项名称，没有成为事项；整行留在 imported.tsv", "no item name: no duty was made; the row is kept in imported.tsv")
FINDING(NO_CLASS, MISSING, "没有分类，归入“{0}”", "no class: put under \"{0}\"")
FINDING(NO_UNIT, MISSING, "没有责任单位，暂交“{0}”", "no unit: given to \"{0}\" for now")
FINDING(NO_DEADLINE, MISSING, "没有期限，按地区时限", "no deadline: the district's clock holds")
FINDING(NO_CODE, MISSING, "没有编码，编为 {0}", "no code: {0} was given")
FINDING(NO_WORDS, MISSING, "没有识别词，由名称拟了 {0} 个，标了“建议”", "no words: {0} were proposed from the name, marked as proposals")
FINDING(NO_EXAMPLE, MISSING, "没有例句，用名称拟了一句，标了“建议”", "no example: one was proposed from the name, marked as a proposal")
FINDING(BAD_DEADLINE, CONFLICT, "读不懂期限“{0}”，按地区时限", "the deadline \"{0}\" cannot be read: the district's clock holds")
FINDING(CODE_TWICE, CONFLICT, "编码 {0} 在第 {1} 行已经用过，这一行编为 {2}", "code {0} is used in row {1} already; this row got {2}")
FINDING(TWO_UNITS, CONFLICT, "和第 {0} 行是同一事项，责任单位却是“{1}”；规则里取第 {0} 行的", "the same item as row {0}, but its unit is \"{1}\"; the rules follow row {0}")
FINDING(TWO_DEADLINES, CONFLICT, "和第 {0} 行是同一事项，期限却是“{1}”；规则里取第 {0} 行的", "the same item as row {0}, but its deadline is \"{1}\"; the rules follow row {0}")
FINDING(TWO_TEXTS, CONFLICT, "和第 {0} 行是同一事项，“{1}”写得不同；规则里取第 {0} 行的", "the same item as row {0}, but its {1} differs; the rules follow row {0}")
FINDING(REPEATED, CONFLICT, "和第 {0} 行完全相同，只留一个事项", "quite the same as row {0}; one duty stands for both")
FINDING(TWIN, CONFLICT, "和第 {0} 行（{1}）的事项同名，凭市民的话分不出；自然的说法归了第 {0} 行", "has the name of the item of row {0} ({1}): a citizen's words cannot tell them apart; the natural ones went to row {0}")
FINDING(BAD_EXAMPLE, CONFLICT, "例句“{0}”凭识别词认不出这个事项，改成了注释", "the example \"{0}\" does not decide its duty by the words; it became a comment")
FINDING(BAD_WORD, CONFLICT, "词“{0}”同时属于第 {1} 行的事项，市民写它时会被追问", "the word \"{0}\" also belongs to the duty of row {1}; who writes it will be asked")
FINDING(SCIENTIFIC, CONFLICT, "编码“{0}”像是被表格软件改成了科学记数，请核对原编码", "the code \"{0}\" looks mangled by a spreadsheet; please check the original")
FINDING(SHORT_WORD, GUESSED, "词“{0}”只有一个字，容易认错，没有采用", "the word \"{0}\" is a single character and was not taken")
FINDING(SEVERAL_UNITS, GUESSED, "写了几个责任单位：第一个主办，其余（{0}）协办", "several units: the first is responsible, the others ({0}) assist")
FINDING(DEADLINE_GUESS, GUESSED, "期限“{0}”：{1}，记为 {2}", "deadline \"{0}\": {1}; taken as {2}")
FINDING(ROUND_THE_CLOCK, GUESSED, "期限按小时写，标了“急”，昼夜计算", "a deadline in hours: marked urgent, counted round the clock")
FINDING(FILLED_DOWN, GUESSED, "分类空着，沿用上一行的“{0}”", "the class is empty: that of the row above holds, \"{0}\"")
FINDING(LONG_NAME, GUESSED, "事项名称太长（{0} 字），名称只取开头，全文留在注释里", "the item's name is long ({0} characters): shortened, the whole stands in a comment")
FINDING(OPEN_QUOTE, GUESSED, "有 {0} 处引号没有关上，按普通字符读", "{0} quotes are not closed; they were read as plain characters")
FINDING(OTHERWISE, GUESSED, "这一类没有说剩下的归谁，“否则”交给管得最多的“{0}”", "nothing says who takes the rest of this class: otherwise goes to \"{0}\", who has most of it")
FINDING(KEPT_COLUMN, KEPT, "“{0}”一列规则里没有位置，原样留在 imported.tsv", "the column \"{0}\" has no place in the rules; it is kept in imported.tsv")
FINDING(OUTER_TEXT, KEPT, "表头以上的文字原样留在 imported.tsv", "the text above the heading is kept in imported.tsv")
FINDING(RULES_SAY, CONFLICT, "检查规则时：{0}", "the check of the rules says: {0}")
/* clang-format on */
