/* Suggestions (金点子) and small wishes (微心愿): what citizens bring that is no case.
 * STATE(enumerator, code, chinese, english, final) and MOVE(enumerator, code, chinese, english,
 * of which kind (bits), from (bits), to, who (bits of enum idea_mover), what it needs (bits)).
 * The conversation, the desk and the interface work from this table; every move is a row that is
 * never changed. IDEA_STAYS: the move is written down and the state stays. */
/* clang-format off */
#ifdef STATE
STATE(NEW, "new", "收到了，待编辑审核", "received, an editor looks at it", 0)
STATE(ACCEPTED, "accepted", "已受理，待单位回应", "accepted, waiting for the unit's reply", 0)
STATE(COMMENTED, "commented", "单位已回应", "the unit has replied", 0)
STATE(PROPOSED, "proposed", "拟公开，待第二人复核", "to be published, waiting for a second person", 0)
STATE(OPEN, "open", "已公开，等人认领", "published, waiting for somebody to take it up", 0)
STATE(TAKEN, "taken", "已有人认领", "somebody takes care of it", 0)
STATE(FULFILLED, "fulfilled", "已办到，待确认", "fulfilled, waiting for confirmation", 0)
STATE(PUBLISHED, "published", "已采用并公开", "chosen and published", 1)
STATE(REPLIED, "replied", "已答复", "replied", 1)
STATE(DECLINED, "declined", "未采用", "not taken up", 1)
STATE(MERGED, "merged", "与更早的一条相同，已合并", "the same as an earlier one, merged", 1)
STATE(THANKED, "thanked", "心愿实现了", "came true", 1)
STATE(WITHDRAWN, "withdrawn", "已撤回", "withdrawn", 1)
#endif
#ifdef MOVE
#define IN(state) (1u << IDEA_##state)
MOVE(SORT, "sort", "归类", "sort", ON_SUGGESTION | ON_WISH, IN(NEW) | IN(ACCEPTED) | IN(COMMENTED), STAYS, BY_EDITOR_ONE, 0)
MOVE(ACCEPT, "accept", "受理并交单位", "accept and ask a unit", ON_SUGGESTION, IN(NEW), ACCEPTED, BY_EDITOR_ONE, NEEDS_UNIT)
MOVE(DECLINE, "decline", "不采用", "decline", ON_SUGGESTION, IN(NEW) | IN(ACCEPTED) | IN(COMMENTED), DECLINED, BY_EDITOR_ONE, NEEDS_TEXT)
MOVE(MERGE, "merge", "并入更早的一条", "merge with an earlier one", ON_SUGGESTION, IN(NEW) | IN(ACCEPTED), MERGED, BY_EDITOR_ONE, NEEDS_LEADER)
MOVE(COMMENT, "comment", "单位回应", "the unit's reply", ON_SUGGESTION, IN(ACCEPTED), COMMENTED, BY_UNIT_ASKED, NEEDS_TEXT | NEEDS_VERDICT)
MOVE(ASK_AGAIN, "ask_again", "请单位再答", "ask the unit again", ON_SUGGESTION, IN(COMMENTED), ACCEPTED, BY_EDITOR_ONE, NEEDS_TEXT)
MOVE(PROPOSE, "propose", "拟公开", "propose for publication", ON_SUGGESTION, IN(COMMENTED), PROPOSED, BY_EDITOR_ONE, NEEDS_SHOWN)
MOVE(PUBLISH, "publish", "复核公开", "approve the publication", ON_SUGGESTION, IN(PROPOSED), PUBLISHED, BY_SECOND, 0)
MOVE(REFUSE, "refuse", "复核退回", "send back", ON_SUGGESTION, IN(PROPOSED), COMMENTED, BY_SECOND, NEEDS_TEXT)
MOVE(FINISH, "finish", "只答复，不公开", "reply without publishing", ON_SUGGESTION, IN(COMMENTED), REPLIED, BY_EDITOR_ONE, 0)
MOVE(UNPUBLISH, "unpublish", "撤下公开", "take off the public page", ON_SUGGESTION, IN(PUBLISHED), REPLIED, BY_EDITOR_ONE, NEEDS_TEXT)
MOVE(POST, "post", "拟公开", "propose for publication", ON_WISH, IN(NEW), PROPOSED, BY_EDITOR_ONE, NEEDS_SHOWN)
MOVE(SHOW, "show", "复核公开", "approve the publication", ON_WISH, IN(PROPOSED), OPEN, BY_SECOND, 0)
MOVE(BACK, "back", "复核退回", "send back", ON_WISH, IN(PROPOSED), NEW, BY_SECOND, NEEDS_TEXT)
MOVE(TURN_DOWN, "turn_down", "不办", "turn down", ON_WISH, IN(NEW) | IN(OPEN), DECLINED, BY_EDITOR_ONE, NEEDS_TEXT)
MOVE(TAKE, "take", "认领", "take up", ON_WISH, IN(OPEN), TAKEN, BY_MEMBER_ONE | BY_EDITOR_ONE, NEEDS_TAKER)
MOVE(GIVE_BACK, "give_back", "退回认领", "give back", ON_WISH, IN(TAKEN), OPEN, BY_MEMBER_ONE | BY_EDITOR_ONE, NEEDS_TEXT)
MOVE(FULFIL, "fulfil", "办到了", "fulfilled", ON_WISH, IN(TAKEN), FULFILLED, BY_MEMBER_ONE | BY_EDITOR_ONE, NEEDS_PROOF)
MOVE(THANK, "thank", "确认并致谢", "confirmed with thanks", ON_WISH, IN(FULFILLED), THANKED, BY_OWNER | BY_SECOND, 0)
MOVE(NOT_DONE, "not_done", "还没办到", "not done yet", ON_WISH, IN(FULFILLED), TAKEN, BY_OWNER | BY_SECOND, 0)
MOVE(WITHDRAW, "withdraw", "撤回", "withdraw", ON_SUGGESTION | ON_WISH, IN(NEW) | IN(OPEN), WITHDRAWN, BY_OWNER, 0)
#undef IN
#endif
