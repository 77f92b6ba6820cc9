/* totp: HMAC-SHA1 of the step's number, cut down to six digits.
 *
 * A clock may be half a minute off either way: three steps are tried, all of them whatever comes of
 * the first, so the time it takes tells nothing. Replay is shut out by the caller's last used step,
 * guessing by the lock-out (three of a million are right at any time). */
#include "gateway/desk/totp.h"

#include "adapters/crypto.h"

uint32_t totp_code(const unsigned char *secret, size_t n, int64_t step, int digits)
{
    unsigned char message[8], mac[SHA1_BYTES];
    for (int i = 0; i < 8; i++)
        message[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i) & 255);
    crypto_hmac_sha1((struct view){(const char *)secret, n},
                     (struct view){(const char *)message, sizeof message}, mac);
    unsigned at = mac[SHA1_BYTES - 1] & 15;
    uint32_t number = (uint32_t)(mac[at] & 127) << 24 | (uint32_t)mac[at + 1] << 16 |
                      (uint32_t)mac[at + 2] << 8 | mac[at + 3];
    return number % (digits == 8 ? 100000000u : 1000000u);
}

/* Six digits; apps show them as two groups of three. */
static bool read_code(struct view text, uint32_t *out)
{
    int digits = 0;
    *out = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == ' ')
            continue;
        if (text.p[i] < '0' || text.p[i] > '9' || ++digits > TOTP_DIGITS)
            return false;
        *out = *out * 10 + (uint32_t)(text.p[i] - '0');
    }
    return digits == TOTP_DIGITS;
}

int64_t totp_find(const unsigned char secret[TOTP_SECRET], struct view code, int64_t now,
                  int64_t used)
{
    uint32_t given;
    int64_t found = -1;
    if (!read_code(code, &given))
        return -1;
    for (int64_t step = totp_step(now) + TOTP_WINDOW; step >= totp_step(now) - TOTP_WINDOW; step--)
        if (totp_code(secret, TOTP_SECRET, step, TOTP_DIGITS) == given && step > used)
            found = step;
    return found;
}

void totp_put_secret(struct buf *out, const unsigned char *secret, size_t n)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    uint32_t held = 0;
    int bits = 0;
    for (size_t i = 0; i < n; i++) {
        held = held << 8 | secret[i];
        for (bits += 8; bits >= 5; bits -= 5)
            buf_byte(out, letters[held >> (bits - 5) & 31]);
    }
    if (bits)
        buf_byte(out, letters[held << (5 - bits) & 31]);
}

static void put_encoded(struct buf *out, struct view text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_';
        if (plain)
            buf_byte(out, (char)c);
        else
            buf_print(out, "%%%02X", c);
    }
}

void totp_put_uri(struct buf *out, struct view issuer, struct view login,
                  const unsigned char secret[TOTP_SECRET])
{
    buf_text(out, "otpauth://totp/");
    put_encoded(out, issuer);
    buf_text(out, "%3A");
    put_encoded(out, login);
    buf_text(out, "?secret=");
    totp_put_secret(out, secret, TOTP_SECRET);
    buf_text(out, "&issuer=");
    put_encoded(out, issuer);
    buf_text(out, "&algorithm=SHA1&digits=6&period=30");
}
