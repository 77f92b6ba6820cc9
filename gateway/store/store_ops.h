/* Every SQL text of the gateway: OP(name, sql). Parameters are given in the order of the question
 * marks. */
#ifdef OP
OP(NOTHING, "SELECT 1")
#endif
