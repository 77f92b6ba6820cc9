/* Everything the compiler has to say: DIAG(code, severity, zh, en, help_zh, help_en).
 *
 * severity is ERROR or WARNING. {0} ... {3} stand for the arguments. A wording gives what is the
 * matter, lower case and without a full stop in English; the help gives the reason or the remedy in
 * a full sentence, and may be "". An argument, a label and a suggestion may hold both languages:
 * BOTH("中文", "English") in diag.h. One golden pair below tests/golden for every code.
 *
 *   E01xx, W01xx  characters, words, figures        E02xx  blocks, clauses, conditions
 *   E03xx ...     names, types, analyses (dsl/check)                                             */

/* Characters and words */
DIAG(E0101, ERROR, "“{0}”不是规则文字里的符号", "\"{0}\" is no sign of the rules language", "", "")
DIAG(E0102, ERROR, "文件不是 UTF-8 编码，看起来是 {0}", "the file is not UTF-8; it looks like {0}",
     "请在编辑器里选“另存为”，编码选 UTF-8，再试一次。整个文件暂未读取。",
     "Save the file again with the encoding UTF-8. Nothing in it was read.")
DIAG(E0103, ERROR, "引号没有关上", "the quotation mark is not closed",
     "文字要在同一行里用引号结束。", "A string ends on the line it begins on.")
DIAG(E0104, ERROR, "“{0}”前后要有空格", "\"{0}\" needs blanks around it",
     "不留空格，“{1}”会被当成一个名称。", "Without blanks \"{1}\" reads as one name.")
DIAG(E0105, ERROR, "文字里不认识“{0}”", "\"{0}\" has no meaning inside a string",
     "反斜杠后面只能是引号、反斜杠或 n；反斜杠本身写成两个。",
     "After a backslash stand a quotation mark, a backslash or n; write a backslash twice.")
DIAG(E0106, ERROR, "“{0}”不是可用的数", "\"{0}\" is not a number that can be used",
     "数最多写到小数点后六位，整数部分最多十二位，除数不能是零。",
     "Numbers have at most six decimals and twelve digits before them; no division by zero.")
DIAG(E0107, ERROR, "没有“{0}”这一天", "there is no such day as {0}",
     "日期写成 2026-03-01 或 2026年3月1日。", "Dates are written 2026-03-01.")
DIAG(E0108, ERROR, "没有“{0}”这个时刻", "there is no such time as {0}",
     "时刻从 0:00 到 24:00，写成 22:00。", "Times run from 0:00 to 24:00, written 22:00.")
DIAG(E0109, ERROR, "文件里有不完整的字符", "a character is damaged",
     "这几个字节不是 UTF-8 文字，可能是复制或传输时损坏的。请重新输入。",
     "These bytes are not UTF-8; they may have been damaged in copying. Type them again.")
DIAG(E0110, ERROR, "这里有看不见的字符 {0}", "an invisible character {0} stands here",
     "它会使看上去相同的文字互不相同。请删去。",
     "It makes texts differ that look alike. Delete it.")
DIAG(E0111, ERROR, "“{0}”后面要有空格", "\"{0}\" needs a blank behind it",
     "不留空格，“{1}”会被当成一个词。", "Without a blank \"{1}\" reads as one word.")
DIAG(W0101, WARNING, "编号 {0} 要加引号", "the code {0} belongs in quotation marks",
     "编号是文字，不是数：0601 和 601 是两个编号。",
     "A code is text, not a number: 0601 and 601 are two codes.")

/* Blocks, clauses, conditions */
DIAG(E0201, ERROR, "这里写的是{0}，应当是{1}", "{0} stands here; expected {1}", "", "")
DIAG(E0202, ERROR, "这里多出了{0}", "{0} is out of place here", "{1}里可以写：{2}。",
     "A {1} may have: {2}.")
DIAG(E0203, ERROR, "{0}没有“}”", "{0} has no }",
     "每个“{”都要有一个“}”；它之后的内容已按补上“}”读取。",
     "Every { needs its }. What follows was read as if it were there.")
DIAG(E0204, ERROR, "这个“}”是多余的", "this } is one too many",
     "它没有对应的“{”。", "No { belongs to it.")
DIAG(E0205, ERROR, "不认识“{0}”", "there is no word \"{0}\" here", "{1}里可以写：{2}。",
     "A {1} may have: {2}.")
DIAG(E0206, ERROR, "两项之间缺少“{0}”", "a \"{0}\" is missing between the two", "", "")
DIAG(E0207, ERROR, "{0}里写了两次“{1}”", "{0} says \"{1}\" twice",
     "这一项只能写一次。", "This clause stands at most once.")
DIAG(E0208, ERROR, "“{0}”后面缺少{1}", "\"{0}\" is followed by nothing; expected {1}", "", "")
DIAG(E0209, ERROR, "“且”和“或”混用，要加括号", "and and or are mixed without parentheses",
     "先算哪一个，读的人会有不同的理解。请用括号写明。",
     "Readers disagree on which comes first. Say it with parentheses.")
DIAG(E0210, ERROR, "{0}的开头缺少“{”", "the head of {0} has no {",
     "开头一行以“{”结束。", "The first line of a block ends with {.")
DIAG(E0211, ERROR, "{0}缺少“{1}”", "{0} has no \"{1}\"", "", "")
DIAG(E0212, ERROR, "“{0}”不能写在{1}里", "\"{0}\" cannot stand in a {1}", "{2}",
     "{2}")
DIAG(E0213, ERROR, "词语前面用“：”，不用“=”", "words follow a colon, not =",
     "“=”只用来比较。", "= only compares.")
DIAG(E0214, ERROR, "层数太多", "nested too deeply", "最多 {0} 层。", "At most {0} levels.")
DIAG(E0215, ERROR, "“{0}”是规则里的用词，不能作名称", "\"{0}\" is a word of the language, not a name",
     "请换一个名称。", "Choose another name.")
DIAG(E0216, ERROR, "“{0}”不是可用的单位", "\"{0}\" is not a measure", "可用的有：{1}。",
     "Measures are: {1}.")
DIAG(E0217, ERROR, "“{0}”应当是{1}", "\"{0}\" should be {1}", "", "")
DIAG(E0299, ERROR, "这个文件还有 {0} 处错误没有列出", "{0} more errors in this file are not listed",
     "先改正上面的。", "Mend those above first.")

/* Names, types, analyses: appended by dsl/check */

/* Examples, checked with the reference interpreter (dsl/oracle) */
DIAG(E0951, ERROR, "事项“{0}”的例子里没有识别出任何类别",
     "the example of duty \"{0}\" is recognised as nothing",
     "例子要有类别、事项或要素的词；没有的话，把市民会用的词补进“识别”。",
     "An example needs words of its category, duty or facts; add those citizens use.")
DIAG(E0952, ERROR, "事项“{0}”的例子落到了{1}；用到的是 {2}",
     "the example of duty \"{0}\" lands on {1}; used were {2}",
     "改例子、改条件，或者在“设”里写明它靠什么区分。",
     "Change the example or the condition, or say with 设 what tells them apart.")
DIAG(E0953, ERROR, "事项“{0}”的例子还定不下来，要先{1}；用到的是 {2}",
     "the example of duty \"{0}\" is not decided: {1} comes first; used were {2}",
     "除了地点，例子要靠自己的词定下事项；缺的写进例子，或者写在“设”里。",
     "Places apart, an example decides by its own words; add what is missing, or say it with 设.")
DIAG(E0954, ERROR, "事项“{0}”的例子落到了{1}；用到的是 {2}",
     "the example of duty \"{0}\" falls through to {1}; used were {2}",
     "这个类别里没有一个事项的条件成立。", "No duty of the category matches what it says.")
