/* Why each code is there: WHY(code, zh, en), one or two sentences for the reference: not how to
 * mend it (that is the help beside the wording), but what would go wrong if it were let pass. In
 * the order of diag_table.h; a code without its why does not compile (diag.c). */
/* clang-format off */

/* Characters and words */
WHY(E0101, "规则只用到少数几个符号，别的多半是从别处粘贴来的。跳过它会让人以为它有意义，所以指出来。",
    "The language knows few signs; another one was most likely pasted in. Skipping it silently would look as if it meant something.")
WHY(E0102, "同样的字节按不同的编码读是不同的字。猜错了编码，词和名称就会全变样，所以只收 UTF-8。",
    "The same bytes are other characters in another encoding. A wrong guess would change every word and name, so only UTF-8 is read.")
WHY(E0103, "引号不关，后面的规则就都成了文字。文字到行末为止，少一个引号就只坏一行。",
    "An open quotation mark would turn the rules behind it into text. A string ends with its line, so a missing mark spoils one line only.")
WHY(E0104, "中文不用空格分词，“等级且区域”既可能是一个名称，也可能是两个条件。留了空格，人和机器才读得一样。",
    "Chinese has no blanks between words: 等级且区域 may be one name or two conditions. With blanks people and machine read the same.")
WHY(E0105, "反斜杠后面写错一个字，市民看到的就是另一句话。能写的只有三种，别的都不猜。",
    "One wrong sign behind a backslash and citizens read another sentence. There are three that mean something; the rest is not guessed at.")
WHY(E0106, "太长的数存不下，存成别的数比报错更糟：门槛和金额会悄悄变掉。",
    "Too long a number cannot be kept, and keeping another one is worse than an error: bounds and amounts would change unseen.")
WHY(E0107, "2 月 30 日这样的日期，有人当作月末，有人当作次月初。期限和受理期不能含糊。",
    "Some take 30 February for the end of the month, others for the next one. Deadlines and windows cannot be left to that.")
WHY(E0108, "一天从 0:00 到 24:00。25:00 是第二天一点还是写错了，机器不能替人决定。",
    "A day runs from 0:00 to 24:00. Whether 25:00 is one in the morning or a slip is not for the machine to say.")
WHY(E0109, "损坏的字节显示成问号或方块，原来是什么已经看不出。照读下去，名称会对不上，词会认不出。",
    "Damaged bytes show as boxes, and what they were is lost. Read on, names would not match and words would not be found.")
WHY(E0110, "看不见的字符让两个看上去相同的名称变成两个。它还能把一行字颠倒着显示，审的人看到的和执行的不一样。",
    "With invisible characters two names that look the same are two. Some even show a line turned round, so that what is reviewed is not what runs.")
WHY(E0111, "关键词和后面的词连着写，会被当成一个更长的名称，整条就少了这一项。",
    "A keyword run into the next word reads as one longer name, and the clause is lost.")
WHY(W0101, "编号是文字：0601 和 601 是两个编号。不加引号的 0601 看上去像数，前面的零容易丢。",
    "Codes are text: 0601 and 601 are two. Without quotation marks 0601 looks like a number, and its zero gets lost.")

/* Blocks, clauses, conditions */
WHY(E0201, "读到这里，语法只允许几种写法。写了别的，后面的内容属于谁就说不准，所以先停在第一个不合的地方。",
    "At this place the grammar allows few things. With another one it is uncertain what the rest belongs to, so the first place that does not fit is named.")
WHY(E0202, "一句话已经说完，多出来的部分不属于任何一项。不管它，作者会以为它起作用了。",
    "The clause is complete, and what is left over belongs to nothing. Ignored, its author would believe it counts.")
WHY(E0203, "少一个“}”，后面的事项就会算到前一个里面。按缩进和关键词补上再读，是为了后面的错误还能一次报全，规则本身要由人改。",
    "Without its } the next duty would become part of this one. It is read as if the brace were there, so that the rest can be checked too; mending it is the author's.")
WHY(E0204, "多一个“}”，说明前面有一块提前结束了，它后面的内容可能放错了地方。",
    "One } too many means that some block ended early, and that what follows it may stand in the wrong place.")
WHY(E0205, "不认识的词多半是写错了关键词。跳过它，这一项就悄悄没了。",
    "A word that is not known is mostly a misspelt keyword. Skipped, its clause would be gone without a word.")
WHY(E0206, "两项之间少了顿号或别的分隔，可能是两项，也可能是一项写断了，意思不一样。",
    "Without a comma between them two items may be two, or one that was broken; that is not the same.")
WHY(E0207, "一项写两次，哪一次算数？规则里没有后面覆盖前面的说法，所以不许写两次。",
    "If a clause stands twice, which one counts? Nothing overrides anything here, so it may stand once only.")
WHY(E0208, "关键词后面空着，多半是还没写完。空着的“交”会让案件没有去处。",
    "A keyword with nothing behind it was mostly left unfinished. An empty assign would leave cases without a desk.")
WHY(E0209, "“甲 且 乙 或 丙”有两种读法，官员和程序员习惯不同。写上括号，谁读都一样。",
    "A and B or C can be read two ways, and officials and programmers differ. With parentheses everybody reads the same.")
WHY(E0210, "没有“{”就看不出块从哪里开始，里面的项会被当成外面的。",
    "Without its { nobody sees where the block begins, and its clauses would count as those of the block around it.")
WHY(E0211, "少了这一项，规则就执行不了：没有“交”的事项没有人办，没有“例”的事项没有人验证过。",
    "Without this clause the rule cannot run: a duty without assign is nobody's, one without an example was never tried.")
WHY(E0212, "这一项有它自己的地方，写在别处不会起作用。", "The clause has a place of its own; elsewhere it would have no effect.")
WHY(E0213, "“=”在规则里只表示比较。列词语用冒号，一眼就能分清是在问还是在列。",
    "In the rules = only compares. Words follow a colon, so that asking and listing are told apart at a glance.")
WHY(E0214, "套得太深的条件没有人读得懂，也不可能是有意写的。", "Nobody can read conditions nested so deeply, and nobody means to write them.")
WHY(E0215, "拿关键词作名称，读到它就分不清是名称还是一项的开头。", "With a keyword for a name one cannot tell a name from the beginning of a clause.")
WHY(E0216, "单位是固定的几个，换算由程序做。不认识的单位没法换算，猜错会差一万倍。",
    "Measures are a closed list, so that they can be converted. One that is not known cannot be, and a guess may be off by ten thousand.")
WHY(E0217, "这里只有几种固定的写法，每一种都有确定的意思。", "Only a few words stand here, each with a meaning of its own.")
WHY(E0218, "一行少一格，后面的格就都对错了列：期望的单位成了期望的事项，测试在验证别的东西。",
    "With a cell missing every one behind it falls into another column, and the test proves something else.")
WHY(E0299, "错误太多时，后面的多半是前面的引起的。先改前面的，剩下的才是真的。",
    "Where there are so many, most of the later ones come from the first. Mend those, and what is left is real.")

/* Names, types, analyses */
WHY(E0301, "同名的两个，别处写到它时指的是哪一个？规则里没有覆盖，先写后写都一样，所以只能留一个。",
    "With two of one name, which is meant where it is used? Nothing overrides, early or late, so there can be only one.")
WHY(E0302, "写到的名称没有定义，多半是写错了一个字。当作没有，这条规则就少了一个条件或一个去处。",
    "A name nobody defined is mostly one letter off. Taken for nothing, the rule would lose a condition or a desk.")
WHY(E0303, "单位和角色、标签和数值写在同样的位置，同名就分不清指的是哪一种。",
    "Units and roles, tags and numbers stand in the same places; with one name nobody knows which is meant.")
WHY(E0304, "这几个词是规则自带的，取值固定。别的写法没有意义。", "These values are built in and fixed; another word means nothing.")
WHY(E0305, "时刻、区域这些名称到处都能用。再起一个同名的，条件里就分不清了。",
    "Names like time and area can be used everywhere. A second one of the name could not be told from it.")
WHY(E0306, "每件事都要有人办。交给一个不存在的名称，案件就没有人收。",
    "Every case needs somebody. Assigned to a name that is not there, nobody receives it.")
WHY(E0307, "角色要有地点才知道是哪个单位。这里没有地点，写角色就永远找不到人。",
    "A role becomes a unit by the place. There is none here, so a role would never find anybody.")
WHY(E0308, "上级绕成圈，一级级往上找就永远找不到头：督办、继承的设置都会落空。",
    "Where parents go round, whoever walks up never arrives: supervision and what is inherited come to nothing.")
WHY(E0309, "空的词在任何一句话里都找得到，会把所有的话都认过来。", "An empty word is found in every text and would recognise everything.")
WHY(E0310, "两个词表互相引用，谁也展不开，用到它的类别就没有词。", "Lists that name each other can never be opened, and whatever uses them has no words.")
WHY(E0311, "只有一个答案的问题不必问，市民白答一次。", "A question with one answer need not be asked; it only costs people time.")
WHY(W0301, "写第二遍不起作用，却让人以为改了一处就够了。", "The second one has no effect, yet people will believe that changing one of them is enough.")
WHY(W0302, "没有用到的，要么是留下的，要么是用它的地方写错了名称。后一种是真的错误，只是看不出来。",
    "What nothing uses is either left over, or its name is misspelt where it should be used. The latter is a real fault that shows nowhere else.")
WHY(W0303, "一个字藏在许多词里：“吵”在“争吵”里，“店”在“店名”里。用它认出来的多半不是要找的。",
    "A single character hides in many words. What it recognises is mostly something else.")
WHY(W0304, "两个取值共用一个词，写了这个词的人总要再答一个问题，本来一句话就能说清。",
    "Where two values share a word, whoever writes it must answer a question that his sentence should have settled.")
WHY(E0401, "条件问的东西没有定义，这个条件就不知道是真是假。", "A condition about something nobody defined is neither true nor false.")
WHY(E0402, "诉求里没有企业的营业额、资质。这样的条件对市民的诉求永远答不出来。",
    "A citizen's matter has no revenue and no licence. Such a condition could never be answered for it.")
WHY(E0403, "判断一家企业能不能享受政策时，没有哪里在吵、几点发生。这样的条件永远答不出来。",
    "Where an enterprise is judged there is no noise and no hour. Such a condition could never be answered.")
WHY(E0404, "要素是一个类别自己的问题。认到别的类别时没有人问过它，条件就一直悬着。",
    "A fact is the question of one category. In another nobody asks it, and the condition would hang for ever.")
WHY(E0405, "不是取值的名称，这个条件永远不会成立，事项就永远轮不到。", "With a name that is no value the condition never holds, and the duty never has its turn.")
WHY(E0406, "取值是名称，不是数，也不是文字。写成别的类型比不出结果。", "Values are names, neither numbers nor text; anything else cannot be compared.")
WHY(E0407, "时段属于一个类别，别的类别看不见它，两边各改各的也不会互相影响。",
    "A period belongs to one category and others do not see it, so that changing it there changes nothing here.")
WHY(E0408, "“时刻 = 22:00”只有那一分钟成立，几乎没有人是这个意思。时刻要放在一段时间里看。",
    "A time that equals 22:00 holds for one minute, which hardly anybody means. A time lies in a range.")
WHY(E0409, "“区域 = 高新园”：园里的一条街算不算？“在”把话说清楚：算。",
    "Does area = park hold in a street of the park? in says it clearly: yes.")
WHY(E0410, "时刻总是和一段时间比较。用“在”，读的人就知道后面是一段，不是一个点。",
    "A time is held against a range. With in the reader knows that a range follows and not a point.")
WHY(E0411, "人数和万元比不了大小。单位不对，多半是比错了数值。", "Heads and money cannot be compared. A wrong measure mostly means the wrong number.")
WHY(E0412, "“收入 < 2000”是两千元还是两千万元？差一万倍，不能猜。", "Is revenue < 2000 in yuan or in ten thousands? That is a factor nobody may guess.")
WHY(E0413, "“在”表示包含在里面。要素的取值之间没有包含关系，用“=”。", "in means to lie within. Values of a fact do not lie within each other; they are equal or not.")
WHY(E0414, "取值没有大小，日期不能相等地“在”里面。每一种东西有它自己的比较方法。",
    "Values have no order and a date lies in nothing. Each kind of thing has its own comparisons.")
WHY(E0415, "数值只能和数比。", "A number is only compared with a number.")
WHY(E0416, "日期只能和日期比。", "A date is only compared with a date.")
WHY(E0417, "是或不是的标签没有别的取值，写了等号反而不知道等于什么算“是”。", "A tag of yes or no has no other values; with an = nobody knows what means yes.")
WHY(E0418, "比率再套比率，分母里藏着分母，哪一个缺了就说不清为什么答“待定”。",
    "A ratio of ratios hides one denominator in another, and when a figure is missing nobody could say which.")
WHY(E0419, "“声源 = 施工 或 商铺”里，“商铺”单独成了一个条件，没有说是谁的取值。写成一列才是“其中之一”。",
    "In source = building or shop the second stands alone and says of nothing that it is a shop. In a list it means one of them.")
WHY(E0420, "放不下的数会变成另一个数，门槛就变了。", "A number that does not fit becomes another one, and the bound with it.")
WHY(E0421, "要素和数值单独写，没有说要怎样才算成立。", "A fact or number alone does not say when the condition holds.")
WHY(E0422, "永远不成立的事项等于没有，而它的作者以为它在管事。多半是一个“且”该是“或”，或者范围写反了。",
    "A duty that never holds does not exist, while its author believes it does. Mostly an and should be an or, or a range is turned round.")
WHY(E0508, "有事项却没有单位的地方，案件收下来没有人办，市民也不知道该找谁。这正是责任清单要消灭的空白。",
    "Where a duty has no unit, a case is taken in and nobody works on it. That is the very gap a duty list is there to close.")
WHY(E0509, "一个地方的同一个角色有两个单位，两家都可以说是对方的事。", "With two units for one role in one place either can say it is the other's business.")
WHY(E0510, "角色靠辖区找单位。没有写辖区的，永远不会被找到。", "Roles are found by what units serve. One that serves nowhere is never found.")
WHY(E0511, "工作日要扣掉节假日、加上调休。没有日历，算出来的到期日会差好几天。",
    "Working days leave out holidays and count make-up days. Without a calendar the due date is off by days.")
WHY(E0512, "例子既是说明，也是检验，还是学习的材料。空的什么也不是。", "An example explains, proves and teaches. An empty one does nothing.")
WHY(E0513, "没有期限的事项永远不会超期，也就没有人提醒、没有人督办。", "A duty without a deadline is never late, so nobody is reminded of it.")
WHY(E0514, "两个事项同时成立、结果又不同，同一件事就可能今天归这家、明天归那家。写清楚谁优先，或者把条件分开。",
    "Two duties that both hold and lead apart would send the same matter here today and there tomorrow. Say which goes first, or part the conditions.")
WHY(E0515, "一个案件同时符合两个“其中”，就有两个单位，等于没有单位。", "A case within two branches has two units, which is as good as none.")
WHY(E0516, "不同类别之间由识别来选，还没有选定类别时谈不上优先。跨类别的优先永远用不上。",
    "Between categories recognition chooses, and before that there is nothing to precede. Such an edge would never be used.")
WHY(E0517, "甲优先于乙、乙又优先于甲，谁也不优先。", "If A goes before B and B before A, neither does.")
WHY(W0501, "主办已经在办，再列为协办不会多做什么，只会多收一份通知。", "It handles the case already; as an assistant it only gets a second notice.")
WHY(W0502, "统计和查找都按编码的前几位归类。编码对不上，这一项就会算到别的类里。",
    "Statistics and searches sort by the beginning of the code. One that does not fit is counted elsewhere.")
WHY(W0503, "永远不成立的分支，说明条件和事项的条件打架，想分出去的案件一件也没有分出去。",
    "A branch that never holds contradicts its duty; not one of the cases it was meant for is sent there.")
WHY(W0504, "条件太复杂，穷尽不了所有情形，是不是和别的事项重叠就没有判断。没有判断过不等于没有问题。",
    "So involved a condition cannot be tried in all cases, so overlap was not decided. Not decided is not the same as sound.")
WHY(W0505, "不会同时成立的两个事项用不着优先。写了，多半是其中一个条件和作者想的不一样。",
    "Duties that never hold together need no order. Where one was written, one of the conditions is mostly not what its author thinks.")
WHY(W0506, "一次列出几百处重叠没有人看得完。先改正列出的，同一个原因的会一起消失。",
    "Nobody reads hundreds of overlaps. Mend those that are listed; others of the same cause go with them.")
WHY(W0507, "每种情形都让给了别人的事项，永远不会有案件。它的期限、协办、答复都是白写的。",
    "A duty that always gives way never has a case. Its deadline, its assistants and its answer are written in vain.")

/* Times */
WHY(E0601, "经纬度写反了，地图上就到了海里，离得最近的单位也算错。", "With latitude and longitude swapped the place lies in the sea, and the nearest unit is wrong.")
WHY(E0602, "22:00 到 22:00 可以是整天，也可以是一刻也没有。两种意思正相反。", "From 22:00 to 22:00 may be all day or no time at all. The two are opposites.")
WHY(E0603, "重叠的工作时间会把同一个小时算两次，期限就短了。", "Overlapping hours count the same hour twice, and deadlines come too soon.")
WHY(E0604, "零天和半天都说不清到几点为止。", "Nought days, or half a day, do not say when they end.")
WHY(E0605, "结束早于开始的一段时间里没有一天，政策永远不受理。", "A range that ends before it begins has no day in it; the policy would never be open.")
WHY(E0606, "每年的日历是一块。写到别的年份的日子不会起作用。", "Each year's calendar is a block of its own. A day of another year would have no effect.")
WHY(W0607, "重复的放假日多半是抄错了日期，真正放假的那几天可能漏了。", "Holidays entered twice are mostly a wrong date, and the right one may be missing.")
WHY(E0608, "同一天又放假又上班，期限算与不算差一天，市民会发现，作者不会。", "If a day is both, deadlines are off by one, which citizens notice and authors do not.")
WHY(W0609, "平常的工作日不用写成调休。写了，多半是日期写错，真正要补班的周末没有写上。",
    "An ordinary working day needs no entry. Where one stands, the worked weekend is mostly missing.")
WHY(E0610, "工作日从几点到几点，决定下午五点半收到的案件算今天还是明天。", "The hours decide whether a case of half past five counts today or tomorrow.")
WHY(E0611, "年份超出这个范围，多半是少写或多写了一位。", "A year outside this range mostly lacks a digit or has one too many.")
WHY(E0615, "问够这么多次还定不下来，就转给人。一次不问，等于不用机器；问太多次，人早走了。", "Behind so many questions a person takes over. None at all would leave nothing to the rules; too many, and the citizen is gone.")
WHY(E0616, "把握不到这个数就先给人看。要求超过百分之百，什么都派不出去。", "What is less sure goes to a person first. Above a hundred percent nothing would ever be dispatched.")
WHY(E0621, "接手的人走开了，市民面前不能没人说话。太短，人还没查完就被收回；太长，市民干等。", "Whoever took the talk may have left, and nobody is to wait before a silent bot. Too short, and it is taken out of their hands; too long, and the citizen waits for nobody.")
WHY(E0617, "定位要靠边界判断在哪个街道。文件读不懂就等于没有边界，定位会悄悄变成“找最近的点”。", "A shared location is placed by the borders. An unreadable file would quietly leave only the nearest point.")
WHY(E0618, "名字对不上，这块边界就没人用，定位落在里面也找不到区域。", "A border of no area is used by nothing; a location inside it would find no area.")
WHY(W0619, "落在重叠处的定位，只会给其中一个，另一个辖区的人会觉得派错了。", "A location where both lie goes to one of them, and the other's people will call it misplaced.")
WHY(W0620, "角色按上下级找单位。下级伸到上级外面，那一块就派给了不管它的街道。", "Roles are found by going up. A part outside goes to a street that does not serve it.")
WHY(E0612, "重办的时间按原来的比例缩短。比例不能是零，也不能比原来还长。", "The time to redo is a share of the first. It is neither nought nor longer than that.")
WHY(W0613, "提醒的提前量比整个办理时间还长，案件一收到就已经该提醒，提醒就没有人理了。",
    "If the reminder is longer than the whole time, it is due on arrival, and soon nobody minds it.")
WHY(W0614, "受理是办理的第一步，不会比整个办理还久。", "Accepting is the first step of handling and cannot take longer than the whole.")

/* Offers */
WHY(E0701, "文件夹以外的文件不会跟着规则一起发布，换一台机器就没有了。", "Files outside the folder do not travel with the rules; on another machine they are gone.")
WHY(E0702, "市民问到时要给他看的正文不在，只能说“没有”。", "The text that people should be shown is not there.")
WHY(E0703, "兑现的金额要能相加、能统计，所以只写钱；别的好处写成文字。", "Grants are added up, so they are money; other benefits are said in words.")
WHY(E0704, "受理期是从一天到一天，少一头就不知道什么时候开始或结束。", "A window runs from a day to a day; with one end missing nobody knows when it opens or closes.")
WHY(W0705, "问的话属于正文里的一节。没有这一节，问了也没有东西可以引用。", "What is asked belongs to a section of a document. Without it there is nothing to quote.")
WHY(E0706, "问的是哪一份文件的哪一节，要先说文件。", "What is asked of a section means nothing before the document is named.")
WHY(E0801, "机器人要说的话是固定的一张表。表里没有的，写了也永远不会说。", "What the bot says is a fixed table. A phrase that is not in it is never said.")
WHY(E0802, "没有内容可填的占位会原样发给市民，带着花括号。", "A placeholder with nothing to fill it reaches the citizen as it stands, braces and all.")
WHY(E0803, "少一个花括号，占位就不再是占位，后面的话也跟着变样。", "Without its brace a placeholder is none, and the rest of the sentence changes with it.")
WHY(W0804, "中文里说了到期时间，英文里没说，两种市民得到的就不是同样的服务。",
    "If the Chinese names the due time and the English does not, people are not served alike.")
WHY(E0805, "每种通道要的设置不一样。写错了名称的设置不会生效，通道也就连不上。",
    "Each kind of channel has its own settings. A misspelt one has no effect, and the channel does not connect.")
WHY(E0806, "规则会被复制、比较、打印、发给别人看。密钥写在里面就等于公开了。",
    "Rules are copied, compared, printed and passed on. A secret in them is a secret no more.")
WHY(E0807, "这一项只有几种取值，别的写法通道不认识。", "The setting has a few values; the channel knows no others.")
WHY(E0808, "缺了必需的设置，通道启动不了，这条路上的市民就联系不上。", "Without what it needs the channel does not start, and nobody is reached that way.")
WHY(E0809, "系统先说中文，再说英文。没有中文就没有一句完整的话。", "Everything is said in Chinese first. Without it no phrase is complete.")
WHY(E0810, "两个地区块，热线和默认的时限以哪个为准？", "With two district blocks, whose hotline and whose clock count?")
WHY(E0811, "答应了说英文，却有一句只有中文，说英文的市民会在那里卡住。", "If English is promised and one phrase has none, English speakers are stuck right there.")
WHY(W0812, "机器人说的每一句话都该是本地的话。没写的几句按样板区的说，不会冷场，但未必合适。", "Everything the bot says should be the district's own. What is missing is said as in the sample district: nobody is left without an answer, but it may not fit.")
WHY(E0815, "问谁、花多少钱，只能有一个答案。", "Whom to ask and what it may cost can have one answer only.")
WHY(E0813, "没有这些词，市民说“取消”“人工”机器人听不懂。", "Without these words the bot does not hear cancel, or that a person is wanted.")
WHY(E0816, "机器人听哪些词是固定的一张表。表里没有的，写了也永远不会听。", "What the bot listens for is a fixed table. A cue that is not in it is never listened for.")
WHY(W0817, "一问一答全靠听语听出意思。没写的几组按样板区的话听，本地怎么说它不一定知道。", "The cues tell how something is meant: a question, a reproach, a change of mind. Those of the sample district may not know how people talk here.")
WHY(W0814, "没有默认的时限，就没有受理、提醒和升级，拖下去也没有人知道。", "Without a clock nothing is accepted, reminded of or escalated in time, and nobody knows.")

/* Tests, settings, codes */
WHY(E0901, "旧案件、统计和市民手里的回执都写着原来的编码。再用一次，旧的记录就变了意思。",
    "Old cases, statistics and people's receipts carry the code. Used again, old records would mean something else.")
WHY(E0902, "测试里的“现在”决定到期时间，要精确到分。", "now decides due times in a test, so it is exact to the minute.")
WHY(E0903, "这里设的是一天里的时刻，别的值比不了。", "A time of day is set here; nothing else can be compared with it.")
WHY(E0904, "比率由两个数相除得到。直接设它，可能和那两个数对不上。", "A ratio follows from two numbers. Set by itself it may contradict them.")
WHY(E0905, "同一个要素设两次，以哪次为准？", "If a fact is set twice, which one counts?")
WHY(E0906, "例子说的是“这句话该归谁”，不该因为今天是星期几而变。", "An example says whose a sentence is, and that does not depend on today's date.")
WHY(E0907, "好几个类别有同名的要素，测试里说的是哪一个？", "Several categories have a fact of that name; which one does the test mean?")
WHY(E0908, "到期时间从“现在”算起。不设，测试今天通过，明天就不通过。", "Due times count from now. Without it a test passes today and fails tomorrow.")
WHY(E0909, "能不能享受政策，要看是哪家企业。前面没有企业，期望就没有对象。", "Whether a policy applies depends on the enterprise; with none before it there is nothing to expect.")
WHY(E0910, "前面什么也没有发生，就没有结果可以期望。", "Where nothing has happened there is no outcome to expect.")
WHY(E0911, "理由里的词要在市民的话里找得到，不然它不可能是原因。", "A word that is a reason occurs in what was said; else it cannot be one.")
WHY(E0912, "接替的编码要是现用的，旧案件顺着它才能找到现在的事项。", "An heir is in use, so that old cases lead to a duty of today.")
WHY(E0913, "表头后面一行也没有，这个测试什么也没有试。", "A heading without a row tries nothing.")
WHY(E0914, "什么也不期望的测试永远通过，给人的安心是假的。", "A test that expects nothing passes always; the comfort it gives is false.")

/* Examples */
WHY(E0951, "市民这样说都认不出是哪一类，这个事项就等于没有入口。", "If this is recognised as nothing, the duty has no way in.")
WHY(E0952, "作者认为该归这里的话，实际归了别处。要么例子不对，要么条件不对，总有一个和真实的责任不符。",
    "What its author says belongs here goes elsewhere. Either the example or a condition is not what responsibility is.")
WHY(E0953, "例子是对责任的承诺：这样说就归这里。还要再问，说明词或条件少了一样。",
    "An example is a promise: said like this, it lands here. If something is still asked, a word or a condition is missing.")
WHY(E0954, "例子没有落到任何事项，说明条件比作者想的窄。", "The example matches no duty, so the condition is narrower than its author thinks.")

/* Lints */
WHY(W1001, "包含着短词的长词，市民写了它就一定写了短词，认出来的是一样的。词表越写越长，真正管用的词反而看不清。",
    "A text with the longer word has the shorter, and is recognised all the same. Lists grow, and the words that count are lost among those that do not.")
WHY(W1002, "“小区”“我们”“怎么办”在什么诉求里都有。用它认类别，别的类别的诉求会被拉过来，市民要多答一个问题。",
    "Words like these stand in any message. Made a word of a category they draw in what belongs elsewhere, and people are asked one question more.")
WHY(W1003, "词的作用是分清类别。两个类别都有的词分不清它们，还使它们的得分一样高。",
    "Words are there to tell categories apart. One that two of them have does not, and raises both.")
WHY(W1004, "词的作用是分清事项。两个事项都有的词，写了它的人每次都要再选一次。",
    "Words are there to tell duties apart. Whoever writes one that two have must choose every time.")
WHY(W1005, "一对引号是一个词。把几个词写在里面，只有一字不差连标点一起写的话才认得出，等于一个词也没有写。",
    "A pair of quotation marks is one word. With several inside, only a text with the very same punctuation is recognised: as good as no word at all.")
WHY(W1006, "市民不会刚好在那里打一个空格或句号。词看上去没有错，却从来认不出。", "Nobody types a blank or a full stop right there. The word looks fine and is never found.")
WHY(W1007, "每个人的说法不同，长句只对写它的人管用。", "Everybody says it differently; a long sentence serves only whoever wrote it.")
WHY(W1008, "心情不决定归谁办。写“气愤”的人和不写的人报的是同一件事，应当到同一个单位。",
    "Feelings do not decide who is in charge. Who writes angrily and who does not report the same matter, and it belongs to the same desk.")
WHY(W1011, "看着像拉丁字母的西里尔、希腊字母，键盘上打不出来。查找对不上，别人照着敲也对不上。",
    "Cyrillic and Greek letters that look Latin cannot be typed as such. Searching misses them, and so does whoever copies the name by hand.")
WHY(W1012, "“己办”和“已办”、“O601”和“0601”，看的人会当成一个。改了一个，以为两个都改了。",
    "0601 and O601 are taken for one. Somebody changes one of them and believes it is done.")
WHY(W1013, "头尾的空格看不见，排序、对齐、导出到表格时却会露出来，编码也会对不上。", "Blanks at the ends are not seen, but they sort, align and export, and codes no longer match.")
WHY(W1014, "市民看到两个一样的选项，只能随便选一个，选错了案件就走错了。", "People who see two equal choices pick one at random, and the case goes astray.")
WHY(W1021, "每多问一个问题，就有人不答了。问了又不影响结果的，是白问。", "With each question some people give up. One that changes nothing is asked in vain.")
WHY(W1022, "选哪个都一样的选项，让人多想一次，也说明可能漏写了一个事项。", "Choices without a difference make people think for nothing, and hint at a duty that was forgotten.")
WHY(W1023, "写了却不可能成立的部分，说明作者以为会发生的情形在这里不会发生。", "A part that cannot hold shows that what its author had in mind never happens here.")
WHY(W1024, "总是成立的部分什么也没有限定。写它的人以为限定了，读它的人也这样以为。", "A part that always holds limits nothing, though its author and its readers believe it does.")
WHY(W1025, "“不是不等于”要在心里翻两次，忙的时候总有人翻错。", "Not unequal has to be turned over twice, and in a hurry somebody gets it wrong.")
WHY(W1031, "同样结果的事项，先写的先得。后一个永远没有案件，统计表上那一行总是零。", "Of duties with the same effect the first decides. The later one never has a case, and its line in the statistics stays nought.")
WHY(W1032, "分支是为了交给别人。交给同一家，要么单位写错了，要么已经不用分了。", "A branch is there to send a case elsewhere. If it goes to the same desk, either the unit is wrong or the branch is no longer needed.")
WHY(W1033, "单独的“交”是剩下的去处。什么也没剩，写在那里的单位会以为有事归它。", "The bare assign is for the rest. With no rest, the unit named there believes it has something to do.")
WHY(W1034, "没有词的类别，市民怎么说都不会先想到它。", "A category without words is never thought of first, whatever people say.")
WHY(W1035, "认到一个空的类别，案件只能落到“否则”，没有期限，也没有说清谁负责什么。", "What is recognised as an empty category falls to otherwise, with no deadline and no duty.")
WHY(W1036, "单位只管自己的辖区。别处的案件交给它，它只能退回，市民多等几天。", "A unit acts within what it serves. A case from elsewhere is sent back, and the citizen waits.")
WHY(W1041, "没有日历就算不出工作日。到了年底才发现，已经有一批案件没有到期时间。", "Without a calendar working days cannot be counted. Found out at the end of the year, a batch of cases already has no due time.")
WHY(W1042, "跨过那一年的期限算不出来。", "Deadlines across that year cannot be computed.")
WHY(W1043, "没有节假日的日历，会把到期时间算在国庆节里。", "A calendar without holidays puts due times into them.")
WHY(W1044, "一年以上的期限很少是真的，多写一个零却很常见。", "Few deadlines are truly that long, but a zero too many is common.")
WHY(W1045, "急件日夜计时、优先处理。三天以上的急件，会让真正急的排在后面。", "Urgent cases run round the clock and go first. Those with days to spare push back the ones that burn.")
WHY(W1046, "过期的政策还写着，容易被当成现行的抄到别处。", "A policy that is over and still stands there gets copied as if it were in force.")
WHY(W1047, "市民照着过期的文件准备材料，白跑一趟；答复也站不住脚。", "People prepare by a text that no longer holds and come for nothing.")
WHY(W1048, "规则还指着旧文件，问到这项政策时只能说它已经废止。", "The rules still point to the old text: asked about it, one can only say that it is gone.")
WHY(W1051, "条件互相矛盾，没有一家企业能享受，钱发不出去，问的人都被告知不符合。", "With conditions that contradict each other the money reaches nobody, and all who ask are refused.")
WHY(W1052, "谁都符合的条件没有筛选任何人，推送会发给全区的企业。", "A condition that everybody meets selects nobody, and the push goes to every enterprise there is.")
WHY(W1053, "没有账号的通道发不出去，符合条件的企业收不到。", "A channel without an account sends nothing, and those entitled never hear of it.")
WHY(W1061, "同样的例子多写一遍，没有多证明什么。", "The same example again proves nothing more.")
WHY(W1062, "太短的话里没有多少词，碰巧认对了也说明不了什么。", "So short a text has few words; that it comes out right may be chance.")
WHY(W1063, "报告按标题说哪个测试没有通过。标题一样，就不知道是哪一个。", "Reports name tests by title. With two of one title nobody knows which failed.")
WHY(W1065, "写了一句话又不看结果，读的人会以为它检查过了。", "A line whose outcome nobody looks at seems checked to whoever reads it.")
WHY(W1066, "同一句话教成两件事，等于没教：两边各得一半，真有人这样说时还是分不清。", "One sentence taught as two things teaches nothing: each gets half of it, and who says so is no better understood.")
WHY(W1071, "一句话里同样的内容出现两次，多半是改写时漏删了一处。", "The same thing twice in a sentence was mostly left over when it was rewritten.")
WHY(W1072, "写了英文却没有打开英文，翻译的工夫白费了，说英文的市民也看不到。", "English was written but not switched on: the work is lost, and so are the people it was for.")
WHY(W1073, "急件的“答”在问任何事之前就说出去：打什么电话、留什么证据。看不懂，等于没说。", "An urgent duty's answer goes out before anything is asked: whom to call, what to keep. To who cannot read it, it says nothing.")
WHY(W1091, "容许要有理由，后来的人才知道还该不该容许。", "What is let stand needs its reason, so that whoever comes later knows whether it still should.")
WHY(W1092, "名称写错的容许不起作用，作者却以为已经处理了。", "With a misspelt name nothing is allowed, though its author believes it is.")
WHY(W1093, "问题已经没有了，注释还在，以后真的出现同样的问题就会被它盖住。", "The finding is gone and the comment stays, ready to hide the next one of its kind.")
