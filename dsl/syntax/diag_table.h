/* Everything the compiler has to say: DIAG(code, severity, zh, en, help_zh, help_en).
 *
 * severity is ERROR or WARNING. {0} ... {3} stand for the arguments. A wording gives what is the
 * matter, lower case and without a full stop in English; the help gives the reason or the remedy in
 * a full sentence, and may be "". An argument, a label and a suggestion may hold both languages:
 * BOTH("中文", "English") in diag.h. One golden pair below tests/golden for every code,
 * with a mended NAME.right.zd beside it unless the message's own fix mends it; then `make
 * reference`.
 *
 *   E01xx, W01xx  characters, words, figures        E02xx  blocks, clauses, conditions
 *   E03xx ...     names, types, analyses (dsl/check)  W10xx     lints (dsl/lint)                */
/* clang-format off */

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
DIAG(E0218, ERROR, "这一行有 {0} 格，表头有 {1} 列", "this row has {0} cells, the heading has {1}",
     "每一格用“|”隔开；不检查的一格留空，两边的“|”照写。",
     "Cells are parted by |. One that says nothing stays empty between its bars.")
DIAG(E0299, ERROR, "这个文件还有 {0} 处错误没有列出", "{0} more errors in this file are not listed",
     "先改正上面的。", "Mend those above first.")

/* Names, types, analyses (dsl/check) */
DIAG(E0301, ERROR, "{0}“{1}”写了两次", "the {0} \"{1}\" is there twice",
     "名称不能重复，后面的也不会覆盖前面的。请给其中一个换名，或者删去一个。",
     "Names are unique and nothing overrides. Rename one of the two, or delete it.")
DIAG(E0302, ERROR, "没有{0}“{1}”", "there is no {0} \"{1}\"", "", "")
DIAG(E0303, ERROR, "{0}“{1}”与一个{2}同名", "the {0} \"{1}\" has the name of a {2}",
     "规则里会分不清指的是哪一个。请换一个名称。",
     "The rules could not tell which is meant. Choose another name.")
DIAG(E0304, ERROR, "“{0}”不是{1}的取值", "\"{0}\" is no value of {1}", "可以写：{2}。",
     "There are: {2}.")
DIAG(E0305, ERROR, "“{0}”是自带的名称", "the name \"{0}\" is built in",
     "时刻、区域这些名称规则里本来就有，另外起名要用别的。",
     "Names like time and area are always there; choose another one.")
DIAG(E0306, ERROR, "没有叫“{0}”的单位或角色", "there is no unit or role \"{0}\"",
     "这里写一个单位的名称，或者某个单位所任的角色。",
     "Name a unit, or a role that some unit plays.")
DIAG(E0307, ERROR, "“{0}”是角色，这里要写单位", "\"{0}\" is a role; a unit belongs here",
     "角色要看地点才知道是谁，这里没有地点。", "Who plays a role depends on a place; there is none here.")
DIAG(E0308, ERROR, "“{0}”的上级绕回了自己", "the parents of \"{0}\" lead back to it",
     "上级一层层往上，最后要到一个没有上级的。", "Parents have to end at one that has none.")
DIAG(E0309, ERROR, "词语是空的", "the word is empty", "请删去，或者写上市民会用的词。",
     "Delete it, or write what citizens say.")
DIAG(E0310, ERROR, "词表“{0}”绕回了自己", "the word list \"{0}\" leads back to itself",
     "词表可以引用别的词表，但不能互相引用。", "Lists may name lists, but not in a circle.")
DIAG(E0311, ERROR, "“{0}”的取值少于两个", "\"{0}\" has fewer than two values",
     "只有一个取值就没有什么可问的。请补上别的取值，或者删去它。",
     "With one value there is nothing to ask. Add the others, or delete it.")
DIAG(W0301, WARNING, "“{0}”写了两遍", "\"{0}\" is repeated", "多写的一遍没有作用。",
     "The second one has no effect.")
DIAG(W0302, WARNING, "{0}“{1}”没有用到", "the {0} \"{1}\" is not used",
     "如果还有用，检查一下用它的地方是不是写错了名称。",
     "If it is still wanted, look whether its name is misspelt where it should be used.")
DIAG(W0303, WARNING, "“{0}”只有一个字", "\"{0}\" is a single character",
     "一个字在许多别的词里也会出现，容易认错。写两个字以上，或者写成“前词 .. 后词”。",
     "It occurs in many other words. Write two or more, or a sequence: first .. second.")
DIAG(W0304, WARNING, "“{0}”同时是“{1}”和“{2}”的词", "\"{0}\" is a word of both \"{1}\" and \"{2}\"",
     "写了这个词的市民每次都会被问是哪一个。", "Whoever writes it will always be asked which one.")

DIAG(E0401, ERROR, "没有{1}“{0}”", "there is no {1} \"{0}\"", "", "")
DIAG(E0402, ERROR, "“{0}”说的是企业，这里判断的是诉求", "\"{0}\" is about enterprises; here a matter is judged",
     "事项的条件只能问要素、时刻、星期、日类、区域、类型和渠道。",
     "Duties ask about facts, time, weekday, day class, area, kind and channel.")
DIAG(E0403, ERROR, "“{0}”说的是诉求，这里判断的是企业", "\"{0}\" is about matters; here an enterprise is judged",
     "政策的条件只能问标签、数值和日期。", "Policies ask about tags, numbers and dates.")
DIAG(E0404, ERROR, "要素“{0}”是类别“{1}”的", "the fact \"{0}\" belongs to category \"{1}\"",
     "一个类别看不见另一个类别的要素。几个类别都要用，就写到最外层。",
     "A category does not see another's facts. If several need it, move it to the top level.")
DIAG(E0405, ERROR, "“{0}”没有“{1}”这个取值", "\"{0}\" has no value \"{1}\"", "取值有：{2}。",
     "Its values are: {2}.")
DIAG(E0406, ERROR, "“{0}”要和它的取值比较", "\"{0}\" is compared with one of its values",
     "取值是名称，不加引号，也不是数。", "Values are names, without quotation marks, and no numbers.")
DIAG(E0407, ERROR, "时段“{0}”是类别“{1}”的", "the period \"{0}\" belongs to category \"{1}\"",
     "一个类别看不见另一个类别的时段。几个类别都要用，就写到最外层。",
     "A category does not see another's periods. If several need it, move it to the top level.")
DIAG(E0408, ERROR, "时刻要放在一段时间里看", "a time lies in a period or a range",
     "写时段的名称，或者写 22:00..06:00。", "Name a period, or write 22:00..06:00.")
DIAG(E0409, ERROR, "“{0}”用“在”，不用“=”", "\"{0}\" goes with in, not with =",
     "“在”表示在这个地方或者它的任何一部分。", "in means the place or any part of it.")
DIAG(E0410, ERROR, "“{0}”用“在”，不用“=”", "\"{0}\" goes with in, not with =",
     "时刻和一段时间比较，例如 时刻 在 22:00..06:00。",
     "A time is held against a range, as in time in 22:00..06:00.")
DIAG(E0411, ERROR, "“{0}”是{1}，不能和“{2}”比较",
     "\"{0}\" is {1}; it cannot be compared with {2}",
     "换成同一种计量单位。", "Use a measure of the same sort.")
DIAG(E0412, ERROR, "和“{0}”比较的数没有写计量单位", "the number to compare \"{0}\" with has no measure",
     "“{0}”的计量单位是{1}；不写单位会有不同的理解。",
     "\"{0}\" counts in {1}; without a measure readers disagree.")
DIAG(E0413, ERROR, "“{0}”用“=”，不用“在”", "\"{0}\" goes with =, not with in",
     "“在”只用于时刻、区域、星期和日类。", "in is for time, area, weekday and day class.")
DIAG(E0414, ERROR, "“{0}”不能这样比较", "\"{0}\" cannot be compared this way",
     "取值用 = 和 ≠，数值用 < <= > >=，日期用早于和晚于，时刻和区域用在。",
     "Values take = and !=, numbers < <= > >=, dates before and after, time and area in.")
DIAG(E0415, ERROR, "“{0}”要和一个数比较", "\"{0}\" is compared with a number", "", "")
DIAG(E0416, ERROR, "“{0}”要和一个日期比较", "\"{0}\" is compared with a date",
     "日期写成 2026-03-01。", "Dates are written 2026-03-01.")
DIAG(E0417, ERROR, "标签“{0}”只有是和不是", "the tag \"{0}\" is only yes or no",
     "单独写它的名称表示是，前面加“非”表示不是。", "Its name alone means yes, with not before it no.")
DIAG(E0418, ERROR, "“{0}”本身就是算出来的", "\"{0}\" is itself derived",
     "比率由两个填报的数值相除，不能用比率再算比率。",
     "A ratio divides two plain numbers, not other ratios.")
DIAG(E0419, ERROR, "“{0}”是“{1}”的取值，不能单独写", "\"{0}\" is a value of \"{1}\" and cannot stand alone",
     "几个取值之一，用顿号列在等号后面。", "List several values behind the =, with commas.")
DIAG(E0420, ERROR, "这个数太大", "the number is too large", "换成更大的计量单位也放不下，请核对。",
     "It does not fit in any measure; please check it.")
DIAG(E0421, ERROR, "“{0}”后面要写比较", "\"{0}\" needs a comparison",
     "只有是或不是的标签可以单独写。", "Only a tag that is yes or no may stand alone.")
DIAG(E0422, ERROR, "这个条件永远不会成立", "this condition can never hold",
     "没有一种情形同时满足它的每一部分。", "No case satisfies all of its parts at once.")

DIAG(E0508, ERROR, "“{0}”在这些地方没有单位：{1}", "nobody is \"{0}\" in: {1}",
     "这些地方的诉求会有事项而没有人办。给某个单位的辖区补上它们，或者改条件。",
     "A case there would have a duty and no desk. Let some unit serve them, or change the condition.")
DIAG(E0509, ERROR, "{0}的“{1}”有两个：{2}和{3}", "{0} has two of \"{1}\": {2} and {3}",
     "一个地方的一个角色只能由一个单位担任。", "One unit plays a role in one area.")
DIAG(E0510, ERROR, "“{0}”任角色“{1}”，但没有写辖区", "\"{0}\" plays \"{1}\" but serves no area",
     "角色按地点找单位，没有辖区就找不到它。全区都管，就写最大的区域。",
     "Roles are found by place. If it serves everywhere, name the largest area.")
DIAG(E0511, ERROR, "期限用到工作日，但没有日历", "a deadline in working days needs a calendar",
     "写一个“日历”块，列出当年的节假日和调休上班日。",
     "Add a calendar block with the holidays and make-up days of the year.")
DIAG(E0512, ERROR, "例子是空的", "the example is empty", "写一句市民会说的话。",
     "Write what a citizen would say.")
DIAG(E0513, ERROR, "事项“{0}”没有期限", "the duty \"{0}\" has no deadline",
     "写“期限”，或者给它、给类别、给地区指定一个有“处理”的时限。",
     "Say within, or give it, its category or the district a clock that says handle.")
DIAG(E0514, ERROR, "“{0}”和“{1}”会同时成立：{2}", "\"{0}\" and \"{1}\" can both match: {2}",
     "两个事项的结果不一样，要说清楚这时归谁：改条件，或者在“{0}”里写 优先于 \"{1}\"。",
     "What follows differs. Change a condition, or say over \"{1}\" in \"{0}\".")
DIAG(E0515, ERROR, "两个“其中”会同时成立：{0}", "two where branches can both match: {0}",
     "分支之间不能重叠，重叠时不知道交给谁。", "Branches must not overlap, or nobody knows who is meant.")
DIAG(E0516, ERROR, "“{0}”在另一个类别“{1}”里，不能优先于它", "\"{0}\" is in another category, \"{1}\"",
     "类别之间由识别来选，优先只在同一个类别和它的上下级之间有效。",
     "Recognition chooses between categories; over works within one and its parents and children.")
DIAG(E0517, ERROR, "优先关系绕成了圈：{0}", "precedence goes round in a circle: {0}",
     "去掉其中一个“优先于”。", "Take one of them back.")
DIAG(W0501, WARNING, "“{0}”主办又协办", "\"{0}\" both handles and assists", "协办里不用再写它。",
     "It need not stand under assist.")
DIAG(W0502, WARNING, "事项编码“{0}”不以类别编码“{1}”开头",
     "the code \"{0}\" does not begin with its category's \"{1}\"",
     "统计按编码归类，请核对它是不是写错了地方。",
     "Statistics sort by code; look whether it stands in the right place.")
DIAG(W0503, WARNING, "这个“其中”不会成立", "this branch never applies",
     "它和事项的条件合在一起没有可能。", "Together with the duty's condition it cannot hold.")
DIAG(W0504, WARNING, "“{0}”的条件太复杂，没有判断它是否重叠", "\"{0}\" is too involved; overlap is not decided",
     "请拆成几个事项。", "Split it into several duties.")
DIAG(W0505, WARNING, "“{0}”和“{1}”不会同时成立，优先没有作用",
     "\"{0}\" and \"{1}\" never match together; precedence has no effect",
     "请删去，或者看看哪个条件写错了。", "Delete it, or look which condition is wrong.")
DIAG(W0506, WARNING, "这个类别还有 {0} 处重叠没有列出", "{0} more overlaps of this category are not listed",
     "先改正上面的。", "Mend those above first.")
DIAG(W0507, WARNING, "“{0}”总要让给优先于它的事项，永远轮不到", "\"{0}\" always gives way; it never decides",
     "优先于它的事项合在一起，包括了它的全部情形：{1}。",
     "The duties that go before it take all of its cases together: {1}.")

DIAG(E0601, ERROR, "坐标不在地球上", "there is no such place on earth",
     "先写纬度（北京约 39.9），再写经度（北京约 116.4）。",
     "Latitude first (Beijing 39.9), then longitude (116.4).")
DIAG(E0602, ERROR, "一段时间的两头相同", "both ends of the range are the same",
     "整天写成 0:00..24:00。", "The whole day is 0:00..24:00.")
DIAG(E0603, ERROR, "工作时间有重叠，或者段数太多", "the hours overlap, or there are too many",
     "按先后写，一天最多八段。", "Write them one after the other, at most eight a day.")
DIAG(E0604, ERROR, "时间长度要是 1 到 10000 的整数", "a duration is a whole number from 1 to 10000",
     "半个小时写成 30 分钟。", "Half an hour is 30 minutes.")
DIAG(E0605, ERROR, "结束日期早于开始日期", "it ends before it begins", "", "")
DIAG(E0606, ERROR, "这一天不在 {0} 年", "this day is not in {0}",
     "跨年的假期分别写在两年的日历里。", "Holidays across the year's end stand in both calendars.")
DIAG(W0607, WARNING, "这些日子已经是节假日", "these are holidays already", "请核对日期是否写错。",
     "Look whether the dates are right.")
DIAG(E0608, ERROR, "{0} 既是节假日又要上班", "{0} is both a holiday and worked",
     "调休上班的日子不在放假的日子里。请核对。", "A make-up day lies outside the holidays. Please check.")
DIAG(W0609, WARNING, "{0} 本来就是工作日", "{0} is a working day anyway",
     "只有周末上班才要写。请核对日期是否写错。", "Only worked weekends need saying. Look whether the date is right.")
DIAG(E0610, ERROR, "日历没有工作时间", "the calendar has no hours",
     "期限按工作时间计算，写一行：工作时间 9:00..12:00、13:30..17:30。",
     "Deadlines need them: hours 9:00..12:00, 13:30..17:30.")
DIAG(E0611, ERROR, "日历的年份要在 2000 到 2200 之间", "a calendar's year lies between 2000 and 2200", "", "")
DIAG(E0612, ERROR, "重办的时间比例要大于 0、不大于 1", "the ratio of redo lies above 0 and up to 1",
     "写成 1/2 或 50%。", "Write 1/2 or 50%.")
DIAG(E0615, ERROR, "最多追问的次数要是 1 到 20 的整数", "the most questions are a whole number from 1 to 20",
     "写成：转人工 8 。", "Write: handover 8.")
DIAG(E0616, ERROR, "转人工的把握要大于 0、不大于 100%", "the least confidence lies above 0 and up to 100%",
     "写成：转人工 8 至少 60% 。", "Write: handover 8 floor 60%.")
DIAG(E0621, ERROR, "交还期要在 1 分钟到 8 小时之间，用分钟或小时写",
     "give_back lies between 1 minute and 8 hours, in minutes or hours",
     "写成：交还期 5 分钟 。", "Write: give_back 5 minutes.")
DIAG(E0617, ERROR, "边界文件“{0}”读不懂", "the file \"{0}\" cannot be read as borders",
     "要一个 GeoJSON 的 FeatureCollection，每个 Feature 是 Polygon 或 MultiPolygon，properties 里有 name。",
     "It is a GeoJSON FeatureCollection; each feature a Polygon or MultiPolygon with the property name.")
DIAG(E0618, ERROR, "边界文件里的“{0}”不是这里的区域", "the borders name \"{0}\", which is no area here",
     "name 要和区域的名字一字不差。", "The property name is an area's name, to the letter.")
DIAG(W0619, WARNING, "“{0}”的边界和“{1}”的重叠", "the border of \"{0}\" overlaps that of \"{1}\"",
     "重叠的地方归哪边说不准。如果一个在另一个里面，写成上下级。",
     "A place in both could be either's. If one lies in the other, write it below it.")
DIAG(W0620, WARNING, "“{0}”的边界有一部分在“{1}”外面", "the border of \"{0}\" leaves that of \"{1}\"",
     "下级的边界要在上级里面。", "What lies below an area lies inside it.")
DIAG(W0613, WARNING, "提醒比处理时间还长", "the reminder is longer than the time to handle",
     "这样一收到就已经该提醒了。", "It would be due before the work has begun.")
DIAG(W0614, WARNING, "受理比处理时间还长", "the time to accept is longer than the time to handle",
     "受理的时间包含在处理时间里。", "Accepting is part of handling.")

DIAG(E0701, ERROR, "“{0}”不是规则文件夹里的路径", "\"{0}\" is no path inside the rules folder",
     "从规则文件夹写起，用 / 分隔，不用 .. 。", "Write it from the rules folder on, with / between, without .. .")
DIAG(E0702, ERROR, "没有文件“{0}”", "there is no file \"{0}\"",
     "路径从规则文件夹写起。请核对名称，或者补上文件。",
     "Paths begin at the rules folder. Check the name, or add the file.")
DIAG(E0703, ERROR, "兑现的是钱，单位是元、万元或亿元", "what is granted is money: 元, 万元 or 亿元",
     "别的好处写在后面的引号里。", "Other benefits are said in quotation marks behind it.")
DIAG(E0704, ERROR, "受理期要写两个日期", "a window is from date to date", "例如 2026-03-01..2026-09-30。",
     "As in 2026-03-01..2026-09-30.")

DIAG(W0705, WARNING, "“{1}”里没有标题“{0}”", "\"{1}\" has no heading \"{0}\"",
     "常问写的是它前面那条正文里一节的标题，一字不差，前面的序号也要写上。没有这一节，问了也找不到。",
     "What is asked belongs to a section of the document named before it, by its heading as it stands there, its number too. Without the section nothing is found.")
DIAG(E0706, ERROR, "常问前面没有正文", "what is asked stands before any document",
     "先写正文，再写人们怎么问它的各节。", "Name the document first, then what people ask of its sections.")

DIAG(E0801, ERROR, "机器人没有一句叫“{0}”的话", "nothing the bot says is called \"{0}\"", "", "")
DIAG(E0802, ERROR, "“{0}”里没有 {1} 可填", "\"{0}\" has nothing to put in place of {1}",
     "可以用的有：{2}。", "It has: {2}.")
DIAG(E0803, ERROR, "“{0}”里有一个“{”没有“}”", "\"{0}\" has a { without its }", "", "")
DIAG(W0804, WARNING, "“{0}”的 {1} 只出现在一种语言里", "{1} of \"{0}\" stands in one language only",
     "两种语言的市民应当看到同样的内容。", "Citizens should be told the same in either language.")
DIAG(E0805, ERROR, "{1}没有“{0}”这一项", "{1} has no \"{0}\"", "可以写：{2}。",
     "It may have: {2}.")
DIAG(E0806, ERROR, "“{0}”是密钥，不能写在规则里", "\"{0}\" is a secret and cannot stand in the rules",
     "规则会被复制和打印。写成 环境 \"变量名\" 或 文件 \"路径\"。",
     "Rules are copied and printed. Write env \"NAME\" or file \"path\".")
DIAG(E0807, ERROR, "“{0}”不能是“{1}”", "\"{0}\" cannot be \"{1}\"", "可以写：{2}。", "There are: {2}.")
DIAG(E0808, ERROR, "{0}还缺：{1}", "{0} lacks: {1}", "", "")
DIAG(E0809, ERROR, "语言里没有中文", "Chinese is not among the languages",
     "每句话都先有中文，再有英文。", "Everything is said in Chinese first, English beside it.")
DIAG(E0810, ERROR, "地区写了两次", "there are two district blocks", "一套规则是一个地区。",
     "A set of rules is one district.")
DIAG(E0811, ERROR, "用语“{0}”没有英文", "the phrase \"{0}\" has no English",
     "这个地区的语言里有英文。写成 \"中文\" / \"English\"。",
     "English is a language of this district. Write \"中文\" / \"English\".")
DIAG(W0812, WARNING, "还缺 {0} 句用语，按样板区的说：{1}", "{0} phrases are missing, those of the sample district are said: {1}",
     "从样板区的 phrases.zd 抄过来，改成本地的说法。",
     "Copy them from phrases.zd of the sample district and put them as it is said here.")
DIAG(E0813, ERROR, "还缺 {0} 个词表：{1}", "{0} word lists are missing: {1}",
     "对话要靠它们听懂“是”“取消”“人工”。可以从样板区的 words.zd 抄过来改。",
     "The talk needs them to hear yes, cancel, a person. Copy words.zd of the sample district.")
DIAG(E0816, ERROR, "机器人没有一组叫“{0}”的听语", "the bot listens for nothing called \"{0}\"", "", "")
DIAG(W0817, WARNING, "还缺 {0} 组听语，按样板区的听：{1}", "{0} cues are missing, those of the sample district serve: {1}",
     "照样板区的 cues.zd 抄过来，按本地的说法增减。",
     "Copy cues.zd of the sample district and fit it to how people talk here.")
DIAG(E0815, ERROR, "模型写了两次", "there are two model blocks",
     "改写和提议只问一个模型。删去一块。", "One model is asked. Take one of the blocks out.")
DIAG(W0814, WARNING, "地区没有指定时限", "the district names no clock",
     "没有受理、提醒、升级的时间，案件超期了也没有人知道。",
     "Without one nobody is reminded of what is overdue.")

DIAG(E0901, ERROR, "编码“{0}”已经废止，又在用", "the code \"{0}\" is retired and in use",
     "编码不能再用，旧的案件和统计还指着它。给事项换一个编码，或者删去废止。",
     "Codes are never used again: old cases still name them. Give the duty another one.")
DIAG(E0902, ERROR, "“现在”要写日期和时刻", "now is a date and a time", "例如 现在 = 2026-11-21 23:00。",
     "As in now = 2026-11-21 23:00.")
DIAG(E0903, ERROR, "这里要写一个时刻", "a time of day belongs here", "例如 时刻 = 23:30。",
     "As in time = 23:30.")
DIAG(E0904, ERROR, "“{0}”是算出来的，不能直接设", "\"{0}\" is derived and cannot be set",
     "设它的分子和分母。", "Set the two numbers it is made of.")
DIAG(E0905, ERROR, "“{0}”设了两次", "\"{0}\" is set twice", "", "")
DIAG(E0906, ERROR, "例子里不能设“现在”", "an example cannot set now",
     "例子按要素判断。要用时刻，写 时刻 = 23:30；要用时钟，写成测试。",
     "Examples go by facts. Set the time, or write a test.")
DIAG(E0907, ERROR, "好几个类别有要素“{0}”", "several categories have a fact \"{0}\"",
     "在测试里写出应得的类别或事项，就知道是哪一个。",
     "Expect a category or duty in this test, and it is clear which.")
DIAG(E0908, ERROR, "没有设“现在”，到期时间不确定", "without now the due time is not certain",
     "前面加一行：设 现在 = 2026-11-21 23:00。", "Add before it: given now = 2026-11-21 23:00.")
DIAG(E0909, ERROR, "前面没有“企业”", "no enterprise stands before it", "先写这个企业的情况。",
     "Say first what is known of the enterprise.")
DIAG(E0910, ERROR, "前面没有“市民”，也没有“设”", "neither citizen nor given stands before it",
     "先写市民说了什么，或者设好要素。", "Say first what the citizen writes, or what is given.")
DIAG(E0911, ERROR, "市民的话里没有“{0}”", "\"{0}\" does not occur in what the citizen writes",
     "引号里写句子中出现的词；要素的名称不加引号。",
     "Words of the text stand in quotation marks, names of facts without.")
DIAG(E0912, ERROR, "“{0}”不是现用的编码", "\"{0}\" is no code in use",
     "“改为”后面写接替它的事项的编码。", "The heir is the code of a duty.")

DIAG(E0913, ERROR, "表里没有一行", "the table has no row",
     "第一行是表头，下面每一行是一个用例。", "Its first line is the heading; each line below is a case.")
DIAG(E0914, ERROR, "这个测试没有“应得”", "this test expects nothing",
     "表里加一列“应得 ...”，或者在表外写“应得”。",
     "Give the table a column of what is expected, or say it beside the table.")

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

/* Lints (dsl/lint/lint_table.h has their names; every warning above belongs to one too) */
DIAG(W1001, WARNING, "{0} 里已经有“{1}”，这个词没有作用", "{0} holds \"{1}\", so it has no effect",
     "写了长词的话里一定有短词，多写长词不会多认出什么，只添一点分量。留下短的就够。",
     "Whoever writes the longer word has written the shorter; it only adds a little weight. Keep the shorter.")
DIAG(W1002, WARNING, "“{0}”是什么话里都有的词", "\"{0}\" stands in any message",
     "市民不管说什么都可能写到它，会把不相干的话也认过来。写成更具体的词，或者“前词 .. 后词”。",
     "It would take in messages about anything. Write something more telling, or a sequence: first .. second.")
DIAG(W1003, WARNING, "“{0}”同时是类别“{1}”和“{2}”的词", "\"{0}\" is a word of the categories \"{1}\" and \"{2}\"",
     "单凭这个词分不出是哪一类，市民会被多问一句。留在一处，或者各自写成更长的词；本来就要共用的，写进词表。",
     "It does not tell the two apart, so people are asked. Keep it in one, or write longer words; what is meant to be shared belongs in a word list.")
DIAG(W1004, WARNING, "“{0}”同时是事项“{1}”和“{2}”的词", "\"{0}\" is a word of the duties \"{1}\" and \"{2}\"",
     "写了这个词的市民每次都会被问是哪一个。", "Whoever writes it will always be asked which one.")
DIAG(W1005, WARNING, "一对引号里写了好几个词", "several words stand in one pair of quotation marks",
     "这样要市民连标点一起照写才认得出。每个词各用一对引号。",
     "As it is, it is found only where somebody writes it with the punctuation. Give each word its own pair.")
DIAG(W1006, WARNING, "“{0}”的头尾有空格或标点", "\"{0}\" has blanks or punctuation at its ends",
     "只有连它一起写的话才认得出。请删去。", "It is found only together with them. Delete them.")
DIAG(W1007, WARNING, "这个词有 {1} 个字", "this word has {1} characters",
     "这么长的一句，没有第二个人会一字不差地写。取其中的关键词，或者写成“前词 .. 后词”。",
     "Nobody writes so long a text twice the same way. Take its key words, or a sequence: first .. second.")
DIAG(W1008, WARNING, "“{0}”说的是心情，不是事情", "\"{0}\" is a feeling, not a matter",
     "市民不管为什么事生气都会写它。写发生了什么，心情留给“类型_投诉”。",
     "People write it whatever they are upset about. Write what happens; feelings belong in kind_complaint.")
DIAG(W1011, WARNING, "“{0}”里的“{1}”是{2}字母", "the \"{1}\" in \"{0}\" is a {2} letter",
     "它看上去和常用的字母一样，其实是另一个字符，查找和比较都对不上。请换成常用的。",
     "It looks like a common letter and is another one, so searching and comparing miss it. Type the common one.")
DIAG(W1012, WARNING, "“{0}”和“{1}”很难分辨", "\"{0}\" and \"{1}\" are hard to tell apart",
     "两个名称只差形近的字，看的人会当成同一个。如果本来是一个，改成一样；不是就换一个名称。",
     "They differ in signs that look alike. If they are one, write them the same; if not, rename one.")
DIAG(W1013, WARNING, "文字的头尾有空格", "there are blanks at the ends of this text", "请删去。", "Delete them.")
DIAG(W1014, WARNING, "同一个菜单里有两项“{0}”", "two entries of one menu are called \"{0}\"",
     "问到的时候两项显示得一模一样，市民不知道选哪个。请把其中一个写清楚些。",
     "When asked, people see two entries that are the same. Say one of them more exactly.")
DIAG(W1021, WARNING, "要素“{0}”怎么答都不影响结果", "no answer to the fact \"{0}\" makes a difference",
     "问到它的条件，不管答什么都一样成立或不成立。市民白答一次。检查条件，或者不问。",
     "The conditions that name it hold or fail whatever is answered. Look at the conditions, or do not ask.")
DIAG(W1022, WARNING, "“{0}”的这几个取值没有条件区分：{1}", "no condition tells these values of \"{0}\" apart: {1}",
     "选哪一个结果都一样。合成一个取值，或者补上区分它们的事项。",
     "Whichever is chosen, the outcome is the same. Make them one value, or add the duties that tell them apart.")
DIAG(W1023, WARNING, "“{0}”在这里不可能成立", "\"{0}\" cannot hold here",
     "没有一种情形到了这里还符合它，这一部分等于没写。", "No case that comes this far satisfies it, so it might as well not be there.")
DIAG(W1024, WARNING, "“{0}”在这里总是成立", "\"{0}\" always holds here",
     "到了这里的每一种情形都符合它，写不写都一样。", "Every case that comes this far satisfies it; it says nothing.")
DIAG(W1025, WARNING, "“{0}”是双重否定", "\"{0}\" is a double negative",
     "直接写肯定的，读的人不会看反。", "Say it positively, and nobody takes it the wrong way round.")
DIAG(W1031, WARNING, "“{0}”永远轮不到，它的情形都归写在前面的 {1}", "\"{0}\" never decides; its cases all go to what is written before it: {1}",
     "写在前面的事项结果和它相同，又包括了它的全部情形。收窄前面的条件，或者在这里写“优先于”。",
     "Duties written before it have the same effect and take all of its cases. Narrow those, or give this one precedence.")
DIAG(W1032, WARNING, "这个“其中”交给的和不写它一样", "this branch leads where the case goes anyway",
     "去掉它，结果不变。是不是单位写错了？", "Without it nothing changes. Is the unit the one that was meant?")
DIAG(W1033, WARNING, "“{0}”的“其中”已经包括全部情形，这个“交”轮不到", "the branches of \"{0}\" take every case; this assign is never reached",
     "“交”管的是“其中”剩下的情形，现在什么也没剩。", "The bare assign takes what the branches leave, and they leave nothing.")
DIAG(W1034, WARNING, "类别“{0}”没有词：{1}", "the category \"{0}\" has no words: {1}",
     "写一行“识别”，列出市民提到这类事时会用的词。", "Add a line of words people use when they speak of it.")
DIAG(W1035, WARNING, "类别“{0}”里没有事项", "the category \"{0}\" has no duties",
     "认到这一类的诉求全部落到“否则”。", "Whatever is recognised as this category goes to otherwise.")
DIAG(W1036, WARNING, "“{0}”不管“{1}”，这里却可能把那里的案件交给它", "\"{0}\" does not serve \"{1}\", yet a case there may be assigned to it",
     "写角色，让地点决定是哪一个单位；或者用“区域 在”把条件限定在它的辖区里。",
     "Name the role, so that the place decides; or keep the condition within what the unit serves.")
DIAG(W1041, WARNING, "{1} 起一个月内收到的案件，期限会算到 {0} 年，还没有那一年的日历",
     "within a month from {1} deadlines will reach {0}, and there is no calendar of that year",
     "算不出期限的案件不会提醒，也不会升级。放假安排一公布就补上。",
     "A case without a due time is never reminded of. Add the calendar as soon as the holidays are announced.")
DIAG(W1042, WARNING, "缺 {0} 年的日历", "the calendar of {0} is missing", "前后两年都有，中间的期限会算不出来。",
     "The years around it are there; deadlines between them cannot be computed.")
DIAG(W1043, WARNING, "{0} 年的日历里没有节假日", "the calendar of {0} has no holidays",
     "每年都有法定节假日，漏写会使期限提前到放假的日子。", "Every year has some; without them deadlines fall on days off.")
DIAG(W1044, WARNING, "“{0}”的期限超过一年", "\"{0}\" is due in more than a year", "是不是多写了一个零？", "A zero too many?")
DIAG(W1045, WARNING, "“{0}”是急件，期限却有三天以上", "\"{0}\" is urgent, yet due in three days or more",
     "急件日夜计时。要么不急，要么期限写短些。", "Urgent means round the clock. It is either not urgent, or due sooner.")
DIAG(W1046, WARNING, "“{0}”已于 {1} 结束", "\"{0}\" ended on {1}",
     "不再推送，市民问到时只会说已经结束。延期就改日期，不办了就删去。",
     "It is no longer pushed. If it was extended, change the date; if it is gone, delete it.")
DIAG(W1047, WARNING, "“{0}”的正文有效期到 {1}，已经过了", "the text of \"{0}\" was valid until {1}",
     "过期的正文不再拿来回答市民。有新文件就换上，延期了就改正文里的日期。",
     "Nothing is answered from it any more. Put the new text in its place, or the new date into it.")
DIAG(W1048, WARNING, "“{0}”的正文已经废止", "the text of \"{0}\" is superseded",
     "废止的正文不再拿来回答市民。请改成现行的文件。",
     "Nothing is answered from it any more. Point to the text that is in force.")
DIAG(W1051, WARNING, "没有一家企业能符合“{0}”的条件", "no enterprise can meet the conditions of \"{0}\"",
     "几个条件互相矛盾，政策永远没有人可享。", "The conditions contradict each other.")
DIAG(W1052, WARNING, "“{0}”的条件谁都符合", "every enterprise meets the conditions of \"{0}\"",
     "这样写等于没有条件。是不是“且”写成了“或”？", "As it is, there is no condition. Should an or be an and?")
DIAG(W1053, WARNING, "“{0}”要用{1}推送，但没有{1}的账号", "\"{0}\" is pushed by {1}, but there is no account for {1}",
     "写一个“通道”块，或者去掉这一种推送。", "Add a channel block, or leave this way out.")
DIAG(W1061, WARNING, "这个例子前面已经有了", "this example is there already", "换一种市民的说法，才多证明一点。",
     "Say it as somebody else would, and it proves something more.")
DIAG(W1062, WARNING, "例子“{0}”太短", "the example \"{0}\" is too short",
     "写一句市民真会说的话，带上地点或情形。", "Write what somebody would really say, with a place or what happened.")
DIAG(W1063, WARNING, "另一个测试也叫“{0}”", "another test is called \"{0}\" too", "报告里只写标题，要能分清。",
     "Reports name tests by their titles.")
DIAG(W1065, WARNING, "这一句后面没有“应得”", "nothing is expected after this line", "最后一句没有检查。补上“应得”，或者删去这一句。",
     "The last line checks nothing. Add what is expected, or delete it.")
DIAG(W1066, WARNING, "这句说法别处也有", "this saying stands elsewhere too", "只留在它说的那个事项里。",
     "Leave it in the duty that it is said of.")
DIAG(W1071, WARNING, "{0} 写了两次", "{0} stands here twice", "读的人会看到同样的内容两遍。", "People read the same thing twice.")
DIAG(W1072, WARNING, "有 {0} 句用语写了英文，地区的语言里却没有", "{0} phrases have English wording, which is not among the languages",
     "英文永远说不出去。要说英文，写：语言 zh、en。", "It is never said. If it should be, write: languages zh, en.")
DIAG(W1073, WARNING, "“{0}”的“答”没有英文", "what \"{0}\" answers has no English",
     "急事先说的话，说英文的人也要看得懂。写：答 \"中文\" / \"English\"。",
     "What is urgent is said at once, to whoever speaks English too. Write: answer \"中文\" / \"English\".")
DIAG(W1091, WARNING, "容许“{0}”没有写理由，所以不起作用", "no reason is given to allow \"{0}\", so it is not allowed",
     "写成：# 容许 {0}：理由。", "Write: # allow {0}: the reason.")
DIAG(W1092, WARNING, "没有叫“{0}”的检查", "there is no lint \"{0}\"", "所有的名称：zhida check --lints。",
     "All of their names: zhida check --lints.")
DIAG(W1093, WARNING, "这里没有“{0}”可以容许", "there is no \"{0}\" here to allow", "问题已经不在了，注释可以删去。",
     "What it allowed is gone; so can the comment be.")
