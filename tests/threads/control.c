/* control: two threads count one number without asking each other. ThreadSanitizer must say so;
 * where it does not, what it says of the gateway is worth nothing. */
#include <pthread.h>

static int number;

static void *count(void *unused)
{
    for (int i = 0; i < 100000; i++)
        number++;
    return unused;
}

int main(void)
{
    pthread_t other;
    if (pthread_create(&other, 0, count, 0) != 0)
        return 2;
    count(0);
    pthread_join(other, 0);
    return 0;
}
