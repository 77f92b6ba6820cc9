/* Words that tell how somebody feels and nothing of what happened: WORD("folded"). Whoever is upset
 * about a matter writes them, whatever the matter is; the calm would be sent elsewhere. */
/* clang-format off */
WORD("气愤") WORD("愤怒") WORD("愤慨") WORD("生气") WORD("气死") WORD("气死人") WORD("气人") WORD("恼火") WORD("火大") WORD("崩溃")
WORD("无语") WORD("失望") WORD("绝望") WORD("寒心") WORD("心寒") WORD("伤心") WORD("难过") WORD("郁闷") WORD("无奈") WORD("委屈")
WORD("痛苦") WORD("受不了") WORD("忍无可忍") WORD("太过分") WORD("过分") WORD("可恶") WORD("可恨") WORD("烦死") WORD("烦人") WORD("心烦")
WORD("害怕") WORD("担心") WORD("担忧") WORD("着急") WORD("急死") WORD("焦虑") WORD("不满") WORD("强烈不满") WORD("心累") WORD("苦不堪言")
WORD("angry") WORD("furious") WORD("upset") WORD("annoyed") WORD("annoying") WORD("disappointed") WORD("frustrated") WORD("desperate")
WORD("afraid") WORD("worried") WORD("outrageous") WORD("fed up")
