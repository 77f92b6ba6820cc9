/* A case's life, as one table.
 * STATE(enumerator, code, chinese, english, final): the open ones first. Stored by number: none is
 * put between two others without a migration.
 * MOVE(enumerator, code, chinese, english, from (state bits), to, who (mover bits), needs (bits of
 * enum move_need), when (enum move_condition)): stored by number too, so new ones stand at the end.
 * to STAYS: the state remains. Code, interface, tests and the reference page come from here. */
/* clang-format off */
#ifdef STATE
STATE(RECEIVED, "received", "已受理，待派单", "received, waiting for dispatch", 0)
STATE(DISPATCHED, "dispatched", "已派单", "dispatched", 0)
STATE(SIGNED, "signed", "已签收，办理中", "signed, in hand", 0)
STATE(RETURNED, "returned", "退回，待重新派单", "returned, waiting for another unit", 0)
STATE(ANSWERED, "answered", "已答复，待评价", "answered, waiting for the rating", 0)
STATE(REDO, "redo", "重新办理", "handled again", 0)
STATE(SUPERVISED, "supervised", "专项督办", "under special supervision", 0)
STATE(DISPUTED, "disputed", "职责争议，待仲裁", "disputed, waiting for arbitration", 0)
STATE(PAUSED, "paused", "暂停计时，待补充材料", "paused, waiting for the citizen", 0)
STATE(CLOSED, "closed", "已办结", "closed", 1)
STATE(WITHDRAWN, "withdrawn", "已撤回", "withdrawn", 1)
STATE(MERGED, "merged", "已并入同一事项", "merged into the same matter", 1)
#endif
#ifdef MOVE
#define IN(state) (1u << CASE_##state)
#define WITH_UNIT (IN(DISPATCHED) | IN(SIGNED) | IN(REDO) | IN(SUPERVISED))
#define AT_DESK (IN(RECEIVED) | IN(RETURNED))
MOVE(DISPATCH, "dispatch", "派单", "dispatch", 0, DISPATCHED, BY_ENGINE, 0, ALWAYS)
MOVE(ASSIGN, "assign", "改派", "assign by hand", AT_DESK | WITH_UNIT | IN(PAUSED), DISPATCHED, BY_DISPATCHER, NEED_UNIT, NOT_ARBITRATED_OR_AT_DESK)
MOVE(SIGN, "sign", "签收", "sign", IN(DISPATCHED) | IN(REDO) | IN(SUPERVISED), SIGNED, BY_UNIT, 0, ALWAYS)
MOVE(RETURN, "return", "退回", "return with a reason", IN(DISPATCHED) | IN(SIGNED), RETURNED, BY_UNIT, NEED_TEXT, FIRST_RETURN)
MOVE(ANSWER, "answer", "答复", "answer", IN(SIGNED), ANSWERED, BY_UNIT, NEED_TEXT, ALWAYS)
MOVE(RATE_GOOD, "rate_good", "评价", "rated", IN(ANSWERED), CLOSED, BY_CITIZEN | BY_CLERK, NEED_RATING, ALWAYS)
MOVE(RATE_POOR, "rate_poor", "差评重办", "poorly rated: redo", IN(ANSWERED), REDO, BY_CITIZEN | BY_CLERK, NEED_RATING, FIRST_POOR)
MOVE(RATE_POOR_AGAIN, "rate_poor_again", "再次差评督办", "poorly rated again: supervision", IN(ANSWERED), SUPERVISED, BY_CITIZEN | BY_CLERK, NEED_RATING, POOR_BEFORE)
MOVE(CLOSE, "close", "办结", "close", IN(ANSWERED), CLOSED, BY_SYSTEM | BY_DISPATCHER | BY_SUPERVISOR, 0, ALWAYS)
MOVE(WITHDRAW, "withdraw", "撤回", "withdraw", AT_DESK | WITH_UNIT | IN(DISPUTED) | IN(PAUSED), WITHDRAWN, BY_CITIZEN, 0, ALWAYS)
MOVE(DISPUTE, "dispute", "提请仲裁", "ask for arbitration", IN(DISPATCHED) | IN(SIGNED) | IN(RETURNED), DISPUTED, BY_UNIT | BY_DISPATCHER, NEED_TEXT, RETURNED_BEFORE)
MOVE(ARBITRATE, "arbitrate", "仲裁", "arbitrate", IN(DISPUTED), DISPATCHED, BY_SUPERVISOR, NEED_UNIT | NEED_TEXT, ALWAYS)
MOVE(INVITE, "invite", "邀请协办", "ask another unit to help", IN(SIGNED), STAYS, BY_UNIT, NEED_HELPER, ALWAYS)
MOVE(HELP, "help", "协办意见", "a helper's part", IN(SIGNED) | IN(PAUSED), STAYS, BY_HELPER, NEED_TEXT, ALWAYS)
MOVE(RELEASE, "release", "取消协办", "do without a helper", IN(SIGNED), STAYS, BY_UNIT, NEED_HELPER | NEED_TEXT, ALWAYS)
MOVE(EXTEND_ASK, "extend_ask", "申请延期", "ask for an extension", IN(SIGNED), STAYS, BY_UNIT, NEED_TEXT, MAY_EXTEND)
MOVE(EXTEND_GRANT, "extend_grant", "同意延期", "grant the extension", IN(SIGNED), STAYS, BY_SUPERVISOR | BY_DISPATCHER, 0, EXTENSION_ASKED)
MOVE(EXTEND_REFUSE, "extend_refuse", "不同意延期", "refuse the extension", IN(SIGNED), STAYS, BY_SUPERVISOR | BY_DISPATCHER, NEED_TEXT, EXTENSION_ASKED)
MOVE(PAUSE, "pause", "暂停计时", "pause: the citizen is asked", IN(SIGNED), PAUSED, BY_UNIT, NEED_TEXT, MAY_PAUSE)
MOVE(RESUME, "resume", "恢复计时", "resume", IN(PAUSED), SIGNED, BY_UNIT | BY_CITIZEN | BY_SYSTEM, 0, ALWAYS)
MOVE(REOPEN, "reopen", "未解决，重新办理", "not fixed: handled again", IN(CLOSED), REDO, BY_CITIZEN | BY_CLERK | BY_DISPATCHER, 0, MAY_REOPEN)
MOVE(REOPEN_AGAIN, "reopen_again", "仍未解决，督办", "still not fixed: supervision", IN(CLOSED), SUPERVISED, BY_CITIZEN | BY_CLERK | BY_DISPATCHER, 0, MAY_REOPEN_AGAIN)
MOVE(MERGE, "merge", "并案", "merge into another case", AT_DESK | WITH_UNIT | IN(DISPUTED) | IN(PAUSED), MERGED, BY_DISPATCHER, NEED_OTHER, ALWAYS)
MOVE(URGE, "urge", "催办", "urge", AT_DESK | WITH_UNIT | IN(DISPUTED) | IN(PAUSED), STAYS, BY_CITIZEN | BY_CLERK | BY_DISPATCHER | BY_SUPERVISOR, 0, ALWAYS)
MOVE(RESOLVE, "resolve", "当场办结", "resolved on the spot", AT_DESK | IN(DISPATCHED), CLOSED, BY_MEMBER, NEED_TEXT, ALWAYS)
#undef IN
#undef WITH_UNIT
#undef AT_DESK
#endif
/* clang-format on */
