/* Every lint: LINT(name, code, level, needs, dated, look, zh, en).
 *
 * name   stays for ever: authors write it in comments and on command lines.
 * level  OFF, WARNING or ERROR unless told otherwise.
 * needs  families of errors that must be absent, or it is silent; a block with an error of its own
 *        is silent anyway. 0: nothing.
 * dated  what it finds depends on the day.
 * look   the function that looks, or NULL where the checker says it on its way (or silence.c).
 * zh, en what it finds and why that matters, for lists and the reference.                      */
/* clang-format off */

/* Words */
LINT(dead_word, W1001, WARNING, SYNTAX | NAMES, false, look_at_words,
     "同一处已经有更短的词包含在里面：写了长词的话里一定有短词，长词不会多认出什么。",
     "A shorter word of the same place stands inside it: whoever writes the longer one has written the shorter.")
LINT(duplicate_word, W0301, WARNING, 0, false, NULL,
     "同一个词、取值或名称在一处写了两遍，第二遍没有作用。",
     "A word, value or name stands twice in one place; the second has no effect.")
LINT(weak_word, W0303, WARNING, 0, false, NULL,
     "只有一个字的词，在许多不相干的词里也会出现。",
     "A word of a single character, which occurs inside many others.")
LINT(common_word, W1002, WARNING, 0, false, look_at_words,
     "什么话里都会有的词，用来认类别或事项，等于谁都认。",
     "A word that stands in any message, made a word of a category or duty: it recognises everything.")
LINT(word_of_two_values, W0304, WARNING, 0, false, NULL,
     "一个词同时是一个要素两个取值的词，每次都要再问一句。",
     "A word of two values of one fact: whoever writes it is always asked.")
LINT(word_of_two_categories, W1003, WARNING, SYNTAX | NAMES, false, look_at_words,
     "一个词同时指向两个类别，靠它分不出是哪一个。",
     "A word that points to two categories and so decides nothing between them.")
LINT(word_of_two_duties, W1004, WARNING, SYNTAX | NAMES, false, look_at_words,
     "一个词同时是一个类别里两个事项的词，每次都要再问一句。",
     "A word of two duties of one category: whoever writes it is always asked.")
LINT(words_in_one_string, W1005, WARNING, 0, false, look_at_spelling,
     "一对引号里写了好几个词，市民的话里不会连顿号一起出现。",
     "Several words in one pair of quotation marks, comma and all: nobody writes that.")
LINT(punctuated_word, W1006, WARNING, 0, false, look_at_spelling,
     "词的头尾有空格或标点，只有连它一起写才认得出。",
     "A word with blanks or punctuation at its ends is found only together with them.")
LINT(long_word, W1007, WARNING, 0, false, look_at_spelling,
     "太长的词像一句话，没有第二个人会一字不差地写出来。",
     "So long a word is a sentence, and nobody writes it twice the same way.")

LINT(emotion_word, W1008, WARNING, 0, false, look_at_words,
     "只说心情的词，用来认类别、事项或要素：同一件事，生气的人和平静的人会被分到两处。",
     "A word of nothing but a feeling, made a word of a category, duty or fact: the same matter would go two ways.")

/* Names and what is shown */
LINT(mixed_scripts, W1011, WARNING, 0, false, look_at_spelling,
     "名称或词里混进了别的字母，看着一样，其实不同。",
     "A letter of another alphabet in a name or word: it looks the same and is not.")
LINT(confusable_names, W1012, WARNING, 0, false, look_at_names,
     "同一范围里两个名称（或编码）肉眼难以分辨。",
     "Two names or codes of one scope that cannot be told apart by eye.")
LINT(blank_at_end, W1013, WARNING, 0, false, look_at_spelling,
     "显示的文字、编码或标题的头尾有空格。",
     "Blanks at the ends of a display text, code or title.")
LINT(shown_alike, W1014, WARNING, 0, false, look_at_duties,
     "同一个菜单里两项显示的文字一样，市民不知道选哪个。",
     "Two entries of one menu are shown alike; nobody knows which to choose.")

/* What nothing uses */
LINT(unused_word_list, W0302, WARNING, RULES, false, look_at_use,
     "没有一处用 @ 引用的词表。", "A word list nobody names with @.")
LINT(unused_fact, W0302, WARNING, RULES, false, look_at_use,
     "没有一个条件问到的要素。", "A fact that no condition asks about.")
LINT(unused_unit, W0302, WARNING, RULES, false, look_at_use,
     "没有一个事项、政策或流程提到的单位。", "A unit that no duty, policy or step mentions.")
LINT(unused_role, W0302, WARNING, RULES, false, look_at_use,
     "没有一处交办的角色。", "A role nothing is assigned to.")
LINT(unused_tag, W0302, WARNING, RULES, false, look_at_use,
     "没有一项政策问到的标签。", "A tag that no policy asks about.")
LINT(unused_number, W0302, WARNING, RULES, false, look_at_use,
     "没有一项政策、也没有一个比率用到的数值。", "A number that no policy and no ratio uses.")
LINT(unused_date, W0302, WARNING, RULES, false, look_at_use,
     "没有一项政策问到的日期。", "A date that no policy asks about.")
LINT(unused_period, W0302, WARNING, RULES, false, look_at_use,
     "既没有词、也没有条件用到的时段。", "A period without words that no condition asks about.")
LINT(unused_clock, W0302, WARNING, RULES, false, look_at_use,
     "没有一处指定的时限。", "A clock that nothing names.")
LINT(unused_translation, W1072, WARNING, 0, false, look_at_phrases,
     "地区的语言里没有英文，用语的英文说不出去。",
     "English wording in a district that does not speak English.")
LINT(answer_untranslated, W1073, WARNING, 0, false, look_at_phrases,
     "地区说英文，急件的“答”却没有英文，说英文的人听到的是中文。",
     "The district speaks English, yet what an urgent duty answers is in Chinese only.")

/* Questions and conditions */
LINT(idle_question, W1021, WARNING, RULES, false, look_at_questions,
     "有条件问到它，但是不管怎么答，事项都一样。",
     "Conditions name the fact, yet no duty depends on the answer.")
LINT(answers_alike, W1022, WARNING, RULES, false, look_at_questions,
     "要素的几个取值没有任何条件加以区分，选哪个结果都一样。",
     "Values of a fact that no condition tells apart: whichever is chosen, the outcome is the same.")
LINT(part_never, W1023, WARNING, NAMES, false, look_at_parts,
     "条件的一部分在它所在的地方不可能成立。",
     "A part of a condition that cannot hold where it stands.")
LINT(part_always, W1024, WARNING, NAMES, false, look_at_parts,
     "条件的一部分在它所在的地方总是成立，写不写都一样。",
     "A part of a condition that always holds where it stands and so says nothing.")
LINT(double_negative, W1025, WARNING, 0, false, look_at_duties,
     "“非”和“非”、“非”和“≠”叠在一起，读的人容易看反。",
     "not before not, or before !=: readers take it the wrong way round.")

/* Duties and categories */
LINT(shadowed_duty, W1031, WARNING, RULES | DUTIES, false, look_at_duties,
     "写在前面、结果相同的事项已经包括了它，它永远轮不到。",
     "Duties of the same effect written before it take all of its cases; it never decides.")
LINT(unreachable_duty, W0507, WARNING, 0, false, NULL,
     "优先于它的事项合在一起包括了它的全部情形，它永远轮不到。",
     "The duties that go before it take all of its cases together; it never decides.")
LINT(idle_precedence, W0505, WARNING, 0, false, NULL,
     "两个事项不会同时成立，优先关系没有作用。",
     "Precedence between two duties that never hold together.")
LINT(branch_never, W0503, WARNING, 0, false, NULL,
     "这个“其中”和事项的条件合在一起不可能成立。",
     "A where branch that cannot hold together with its duty's condition.")
LINT(idle_branch, W1032, WARNING, 0, false, look_at_duties,
     "“其中”交给的和不写它时一样。", "A where branch leads where the case goes anyway.")
LINT(idle_assign, W1033, WARNING, NAMES | CONDITIONS, false, look_at_duties,
     "“其中”合在一起包括了全部情形，单独的“交”轮不到。",
     "The branches take all cases together, so the bare assign is never reached.")
LINT(assist_itself, W0501, WARNING, 0, false, NULL,
     "主办单位又写在协办里。", "The unit that handles a case assists it too.")
LINT(code_prefix, W0502, WARNING, 0, false, NULL,
     "事项编码不以类别编码开头。", "A duty's code does not begin with its category's.")
LINT(too_involved, W0504, WARNING, 0, false, NULL,
     "条件太复杂，没有判断它是否和别的事项重叠。",
     "A condition too involved to decide whether it overlaps others.")
LINT(overlaps_unlisted, W0506, WARNING, 0, false, NULL,
     "这个类别的重叠太多，没有全部列出。", "More overlaps in a category than are listed.")
LINT(category_without_words, W1034, WARNING, SYNTAX | NAMES, false, look_at_duties,
     "类别和它的事项都没有自己的词。", "Neither the category nor its duties have words.")
LINT(category_without_duties, W1035, WARNING, SYNTAX, false, look_at_duties,
     "类别里一个事项也没有，全部落到“否则”。", "A category without duties: everything goes to otherwise.")
LINT(outside_its_area, W1036, WARNING, RULES, false, look_at_service,
     "点名交给一个单位，但案件可能发生在它的辖区之外。",
     "A unit named outright for cases that may lie outside what it serves.")

/* Times */
LINT(calendar_ends, W1041, WARNING, SYNTAX | TIMES, true, look_at_deadlines,
     "按最长的期限，一个月内收到的案件会算到没有日历的年份。",
     "Within a month the longest deadline will reach a year without a calendar.")
LINT(calendar_gap, W1042, WARNING, SYNTAX | TIMES, false, look_at_deadlines,
     "几年的日历中间缺了一年。", "A year is missing between the calendars.")
LINT(calendar_without_holidays, W1043, WARNING, SYNTAX, false, look_at_deadlines,
     "日历里没有一个节假日。", "A calendar without a single holiday.")
LINT(holiday_again, W0607, WARNING, 0, false, NULL,
     "这些日子已经写成节假日。", "Days that are holidays already.")
LINT(workday_anyway, W0609, WARNING, 0, false, NULL,
     "写成调休上班的日子本来就是工作日。", "A make-up day that is worked anyway.")
LINT(long_deadline, W1044, WARNING, 0, false, look_at_duties,
     "期限超过一年，多半是多写了一个零。", "A deadline of more than a year: probably a zero too many.")
LINT(urgent_but_slow, W1045, WARNING, 0, false, look_at_duties,
     "说是急件，期限却有三天以上。", "Urgent, yet due in three days or more.")
LINT(borders_overlap, W0619, WARNING, 0, false, NULL,
     "两个并列的区域边界重叠，落在里面的定位归哪边说不准。",
     "The borders of two neighbours overlap; a location in both could be either's.")
LINT(border_outside, W0620, WARNING, 0, false, NULL,
     "下级区域的边界伸到上级外面。", "The border of an area leaves that of the area above it.")
LINT(late_reminder, W0613, WARNING, 0, false, NULL,
     "提醒的提前量比处理时间还长。", "The reminder comes before the work has begun.")
LINT(long_accept, W0614, WARNING, 0, false, NULL,
     "受理的时间比处理的时间还长。", "More time to accept than to handle.")
LINT(no_clock, W0814, WARNING, 0, false, NULL,
     "地区没有指定时限，超期了没有人知道。", "The district names no clock, so nobody hears of what is overdue.")
LINT(missing_phrases, W0812, WARNING, 0, false, NULL,
     "地区少了几句用语，按样板区的话说，不按本地的。", "The district leaves phrases out: those of the sample are said, not its own.")
LINT(missing_cues, W0817, WARNING, 0, false, NULL,
     "地区少了几组听语，按样板区的话听，不按本地的。", "The district leaves cues out: those of the sample are heard, not its own people's words.")
LINT(window_over, W1046, WARNING, 0, true, look_at_deadlines,
     "政策的受理期、通知的有效期已经过了。", "The window of a policy or notice is over.")
LINT(text_expired, W1047, WARNING, 0, true, look_at_deadlines,
     "政策、办事的正文写明的有效期已经过了。", "The text of a policy or guide has expired by its own words.")
LINT(asked_heading, W0705, WARNING, 0, false, NULL,
     "常问的标题在它前面那条正文里没有。", "What is asked belongs to a heading that the document before it has not.")
LINT(text_superseded, W1048, WARNING, 0, false, look_at_deadlines,
     "政策、办事的正文写着已经废止。", "The text of a policy or guide says that it is superseded.")

/* Offers */
LINT(policy_for_nobody, W1051, WARNING, RULES, false, look_at_parts,
     "没有一家企业能同时符合政策的全部条件。", "No enterprise can meet all that the policy asks.")
LINT(policy_for_everybody, W1052, WARNING, RULES, false, look_at_parts,
     "政策的条件谁都符合，等于没有条件。", "Every enterprise meets what the policy asks.")
LINT(push_without_channel, W1053, WARNING, SYNTAX | TALK, false, look_at_phrases,
     "政策要推送的通道没有账号。", "A policy is pushed over a channel the rules have no account for.")

/* Examples, tests, phrases */
LINT(same_example, W1061, WARNING, 0, false, look_at_proofs,
     "同一个事项里同样的例子写了两次。", "The same example twice in one duty.")
LINT(short_example, W1062, WARNING, 0, false, look_at_proofs,
     "例子短得不像一句话，证明不了什么。", "An example too short to be what somebody writes.")
LINT(same_test_title, W1063, WARNING, 0, false, look_at_proofs,
     "两个测试的标题一样，报告里分不清是哪一个。", "Two tests of one title: a report could mean either.")
LINT(step_without_expectation, W1065, WARNING, 0, false, look_at_proofs,
     "最后一句后面没有“应得”，这一句没有检查。", "Nothing is expected after the last line, so it checks nothing.")
LINT(same_saying, W1066, WARNING, 0, false, look_at_proofs,
     "同一句说法写在两个事项里，或者又算不是诉求。", "The same saying in two duties, or of a duty and of no matter.")
LINT(placeholder_twice, W1071, WARNING, 0, false, look_at_phrases,
     "同一段文字里一个占位写了两次。", "A placeholder stands twice in one text.")
LINT(placeholder_one_language, W0804, WARNING, 0, false, NULL,
     "占位只出现在一种语言里。", "A placeholder stands in one language only.")
LINT(bare_code, W0101, WARNING, 0, false, NULL,
     "编号没有加引号。", "A code without quotation marks.")

/* Comments that allow */
LINT(silence_without_reason, W1091, WARNING, 0, false, NULL,
     "容许的注释没有写理由，所以不起作用。", "A comment that allows gives no reason, and so allows nothing.")
LINT(silence_unknown, W1092, WARNING, 0, false, NULL,
     "容许的注释里的名称不存在。", "A comment allows something there is no lint for.")
LINT(silence_unused, W1093, WARNING, 0, false, NULL,
     "容许的注释没有容许到任何东西，可以删去。", "A comment allows what is not there; it can go.")
