/* A case's life: STATE(enumerator, code, chinese, english, final) and
 * MOVE(enumerator, code, chinese, english, from (bits), to, who (role bits)). Code, API check and
 * reference come from this table. A case is never in two states; every move is an event row. */
/* clang-format off */
#ifdef STATE
STATE(RECEIVED, "received", "已受理，待派单", "received, waiting for dispatch", 0)
STATE(DISPATCHED, "dispatched", "已派单", "dispatched", 0)
STATE(SIGNED, "signed", "已签收，办理中", "signed, in hand", 0)
STATE(RETURNED, "returned", "退回，待重新派单", "returned, waiting for another unit", 0)
STATE(ANSWERED, "answered", "已答复，待评价", "answered, waiting for the rating", 0)
STATE(REDO, "redo", "重新办理", "handled again", 0)
STATE(SUPERVISED, "supervised", "专项督办", "under special supervision", 0)
STATE(CLOSED, "closed", "已办结", "closed", 1)
STATE(WITHDRAWN, "withdrawn", "已撤回", "withdrawn", 1)
#endif
#ifdef MOVE
#define IN(state) (1u << CASE_##state)
MOVE(DISPATCH, "dispatch", "派单", "dispatch", 0, DISPATCHED, BY_ENGINE)
MOVE(ASSIGN, "assign", "改派", "assign by hand", IN(RECEIVED) | IN(DISPATCHED) | IN(RETURNED) | IN(SIGNED), DISPATCHED, BY_DISPATCHER)
MOVE(SIGN, "sign", "签收", "sign", IN(DISPATCHED) | IN(REDO) | IN(SUPERVISED), SIGNED, BY_UNIT)
MOVE(RETURN, "return", "退回", "return with a reason", IN(DISPATCHED) | IN(SIGNED), RETURNED, BY_UNIT)
MOVE(ANSWER, "answer", "答复", "answer", IN(SIGNED), ANSWERED, BY_UNIT)
MOVE(RATE_GOOD, "rate_good", "评价", "rated", IN(ANSWERED), CLOSED, BY_CITIZEN)
MOVE(RATE_POOR, "rate_poor", "差评重办", "poorly rated: redo", IN(ANSWERED), REDO, BY_CITIZEN)
MOVE(RATE_POOR_AGAIN, "rate_poor_again", "再次差评督办", "poorly rated again: supervision", IN(ANSWERED), SUPERVISED, BY_CITIZEN)
MOVE(CLOSE, "close", "办结", "close", IN(ANSWERED), CLOSED, BY_SYSTEM | BY_DISPATCHER)
MOVE(WITHDRAW, "withdraw", "撤回", "withdraw", IN(RECEIVED) | IN(DISPATCHED) | IN(SIGNED), WITHDRAWN, BY_CITIZEN)
#undef IN
#endif
