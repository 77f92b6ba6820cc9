/* The kinds of findings: KIND(enumerator, word, zh, heading zh, heading en, about zh, about en).
 * The word is what 容许 names and what programs read. */
KIND(OVERLAP, "overlap", "重叠", "重叠", "Overlap",
     "两个事项同时成立，要求却不同，又没有写谁优先。",
     "Two duties hold at once, demand different things, and neither goes before the other.")
KIND(GAP, "gap", "缺口", "缺口", "Gap", "没有事项接收的情形，只能落到“否则”。",
     "Cases that no duty takes; only the category's otherwise receives them.")
KIND(SHADOW, "shadow", "遮盖", "被遮盖的事项", "Shadowed duty",
     "事项成立的每一种情形都被别的事项先拿走，它永远轮不到。",
     "Every case of the duty is taken by others before it; it never has a turn.")
KIND(ORDER, "order", "次序", "互相矛盾的优先", "Contradictory precedence",
     "“优先于”绕成一圈，谁也不先。", "Precedence runs in a circle; nobody goes first.")
KIND(UNSERVED, "unserved", "无人", "无人管辖的地方", "Area nobody serves",
     "事项交给一个角色，而那个地方没有单位扮演它。",
     "A duty is given to a role that no unit plays there.")
KIND(BRANCH, "branch", "分支", "用不上的“其中”", "Branch that never applies",
     "“其中”的条件在这个事项里永远轮不到。",
     "The branch's condition never comes to bear within its duty.")
KIND(ESCALATION, "escalation", "升级", "升级没有着落", "Escalation that ends nowhere",
     "逾期或再次差评之后没有人接手，或者升级到了逾期者自己。",
     "Once overdue, or rated poor again, nobody takes over, or the late one itself does.")
KIND(POLICY, "policy", "政策", "政策的对象", "Whom a policy meets",
     "没有企业能享受、人人都能享受、彼此相同或互斥的政策。",
     "Policies that nobody or everybody meets, that are alike, or that exclude each other.")
KIND(CALENDAR, "calendar", "日历", "日历覆盖不到的期限", "Deadline no calendar covers",
     "日历写到的日子算不出这个期限。", "The deadline runs out of the days the calendar has.")
