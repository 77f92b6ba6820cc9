/* How an item of the new version stands to its old one: RELATION(enumerator, word, zh, en). */
RELATION(ADDED, "added", "新增", "added")
RELATION(REMOVED, "removed", "删去", "removed")
RELATION(WIDER, "wider", "放宽", "wider")
RELATION(NARROWER, "narrower", "收窄", "narrower")
RELATION(DIFFERENT, "different", "范围不同", "different")
RELATION(UNDECIDED, "undecided", "未能比较", "not compared")
RELATION(TERMS, "terms", "办法不同", "other terms")
RELATION(EQUAL, "equal", "相同", "equal")
