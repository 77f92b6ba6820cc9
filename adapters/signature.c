/* signature: public keys come from a provider's key list, signatures from whoever sends them, so
 * neither is believed: a short modulus, an even exponent, a point beside the curve, a signature of
 * another length are all simply "no". There is no algorithm to choose here: the caller says which
 * check a key is for, and what a token claims about itself decides nothing. */
#include "adapters/signature.h"

#include <mbedtls/ecdsa.h>
#include <mbedtls/rsa.h>

#include "adapters/crypto.h"

static const unsigned char *bytes_of(struct view v)
{
    return (const unsigned char *)v.p;
}

static bool rsa_says(mbedtls_rsa_context *rsa, struct view n, struct view e,
                     const unsigned char hash[SHA256_BYTES], struct view signature)
{
    return mbedtls_rsa_import_raw(rsa, bytes_of(n), n.n, NULL, 0, NULL, 0, NULL, 0, bytes_of(e),
                                  e.n) == 0 &&
           mbedtls_rsa_complete(rsa) == 0 && mbedtls_rsa_check_pubkey(rsa) == 0 &&
           mbedtls_rsa_get_len(rsa) == signature.n && signature.n >= RSA_LEAST &&
           mbedtls_rsa_pkcs1_verify(rsa, NULL, NULL, MBEDTLS_RSA_PUBLIC, MBEDTLS_MD_SHA256,
                                    SHA256_BYTES, hash, bytes_of(signature)) == 0;
}

bool signature_is_rs256(struct view modulus, struct view exponent, struct view message,
                        struct view signature)
{
    unsigned char hash[SHA256_BYTES];
    mbedtls_rsa_context rsa;
    if (modulus.n < RSA_LEAST || modulus.n > RSA_MOST || !exponent.n || exponent.n > 8)
        return false;
    crypto_sha256(message, hash);
    mbedtls_rsa_init(&rsa, MBEDTLS_RSA_PKCS_V15, MBEDTLS_MD_SHA256);
    bool good = rsa_says(&rsa, modulus, exponent, hash, signature);
    mbedtls_rsa_free(&rsa);
    return good;
}

struct curve {
    mbedtls_ecp_group group;
    mbedtls_ecp_point point;
    mbedtls_mpi r, s;
};

static bool curve_says(struct curve *curve, const unsigned char point[1 + 2 * P256_BYTES],
                       const unsigned char hash[SHA256_BYTES], struct view signature)
{
    const unsigned char *r = bytes_of(signature);
    return mbedtls_ecp_group_load(&curve->group, MBEDTLS_ECP_DP_SECP256R1) == 0 &&
           mbedtls_ecp_point_read_binary(&curve->group, &curve->point, point, 1 + 2 * P256_BYTES) ==
               0 &&
           mbedtls_ecp_check_pubkey(&curve->group, &curve->point) == 0 &&
           mbedtls_mpi_read_binary(&curve->r, r, P256_BYTES) == 0 &&
           mbedtls_mpi_read_binary(&curve->s, r + P256_BYTES, P256_BYTES) == 0 &&
           mbedtls_ecdsa_verify(&curve->group, hash, SHA256_BYTES, &curve->point, &curve->r,
                                &curve->s) == 0;
}

bool signature_is_es256(struct view x, struct view y, struct view message, struct view signature)
{
    unsigned char hash[SHA256_BYTES], point[1 + 2 * P256_BYTES] = {4};
    struct curve curve;
    if (x.n != P256_BYTES || y.n != P256_BYTES || signature.n != 2 * P256_BYTES)
        return false;
    memcpy(point + 1, x.p, P256_BYTES);
    memcpy(point + 1 + P256_BYTES, y.p, P256_BYTES);
    crypto_sha256(message, hash);
    mbedtls_ecp_group_init(&curve.group);
    mbedtls_ecp_point_init(&curve.point);
    mbedtls_mpi_init(&curve.r);
    mbedtls_mpi_init(&curve.s);
    bool good = curve_says(&curve, point, hash, signature);
    mbedtls_mpi_free(&curve.s);
    mbedtls_mpi_free(&curve.r);
    mbedtls_ecp_point_free(&curve.point);
    mbedtls_ecp_group_free(&curve.group);
    return good;
}
