/* totp: one-time codes by time (RFC 6238, over HOTP, RFC 4226): SHA-1, 30 seconds, six digits, as
 * every authenticator app makes them. Plain arithmetic: secret and time are parameters. */
#ifndef ZHIDA_TOTP_H
#define ZHIDA_TOTP_H

#include "dsl/base/buf.h"

enum { TOTP_SECRET = 20, TOTP_DIGITS = 6, TOTP_SECONDS = 30, TOTP_WINDOW = 1 };

/* The code of a step, as a number below 1,000,000 (digits 6) or 100,000,000 (8, for the RFC's test
 * vectors). */
uint32_t totp_code(const unsigned char *secret, size_t n, int64_t step, int digits);

static inline int64_t totp_step(int64_t now)
{
    return now / TOTP_SECONDS;
}

/* The step a given code belongs to: now, or one before or after; -1: none. Only steps behind
 * `used` count, so that no code is taken twice. Blanks in the text are let pass. */
int64_t totp_find(const unsigned char secret[TOTP_SECRET], struct view code, int64_t now,
                  int64_t used);

/* RFC 4648 base 32 without padding, as apps want the secret typed. */
void totp_put_secret(struct buf *out, const unsigned char *secret, size_t n);

/* otpauth://totp/ISSUER:LOGIN?secret=...&issuer=... for apps and QR codes. */
void totp_put_uri(struct buf *out, struct view issuer, struct view login,
                  const unsigned char secret[TOTP_SECRET]);

#endif
