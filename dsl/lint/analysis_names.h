/* What zhida analyse lets stand by the same comments (dsl/analyse/kinds.h has them too, and a test
 * holds the two together): FINDING(name). */
FINDING(overlap)
FINDING(gap)
FINDING(shadow)
FINDING(order)
FINDING(unserved)
FINDING(branch)
FINDING(escalation)
FINDING(policy)
FINDING(calendar)
