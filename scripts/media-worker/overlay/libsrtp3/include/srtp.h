#pragma once

// The libsrtp 3 calls that the worker makes, over libsrtp 2. Two things differ between them:
//  - a policy is a public struct in 2 and an opaque thing with setters in 3;
//  - protect and unprotect work in place in 2, and from one buffer into another in 3.
// Each call is made here under the name srtp3_…, and a macro gives the worker the name it knows: the plain names are
// libsrtp 2's own, and both are linked into one program.

#define srtp_policy_t srtp2_policy_struct_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct srtp3_policy* srtp_policy_t;

// Only in 3; the worker names them in its table of error texts.
#define srtp_err_status_buffer_small ((srtp_err_status_t)28)
#define srtp_err_status_cryptex_err ((srtp_err_status_t)29)

srtp_err_status_t srtp3_policy_create(srtp_policy_t* policy);
void srtp3_policy_destroy(srtp_policy_t policy);
srtp_err_status_t srtp3_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc);
srtp_err_status_t srtp3_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile);
srtp_err_status_t srtp3_policy_add_key(
  srtp_policy_t policy, const uint8_t* key, size_t key_len, const uint8_t* salt, size_t salt_len, const uint8_t* mki, size_t mki_len);
srtp_err_status_t srtp3_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow);
srtp_err_status_t srtp3_policy_set_window_size(srtp_policy_t policy, size_t size);
srtp_err_status_t srtp3_create(srtp_t* session, srtp_policy_t policy);

// `out_len` comes in as the room in `out` and goes out as the length of what was written.
srtp_err_status_t srtp3_protect(srtp_t session, const uint8_t* in, size_t in_len, uint8_t* out, size_t* out_len, size_t mki);
srtp_err_status_t srtp3_unprotect(srtp_t session, const uint8_t* in, size_t in_len, uint8_t* out, size_t* out_len);
srtp_err_status_t srtp3_protect_rtcp(srtp_t session, const uint8_t* in, size_t in_len, uint8_t* out, size_t* out_len, size_t mki);
srtp_err_status_t srtp3_unprotect_rtcp(srtp_t session, const uint8_t* in, size_t in_len, uint8_t* out, size_t* out_len);

#ifdef __cplusplus
}
#endif

#ifndef SRTP3_IMPL
#define srtp_policy_create srtp3_policy_create
#define srtp_policy_destroy srtp3_policy_destroy
#define srtp_policy_set_ssrc srtp3_policy_set_ssrc
#define srtp_policy_set_profile srtp3_policy_set_profile
#define srtp_policy_add_key srtp3_policy_add_key
#define srtp_policy_set_allow_repeat_tx srtp3_policy_set_allow_repeat_tx
#define srtp_policy_set_window_size srtp3_policy_set_window_size
#define srtp_create srtp3_create
#define srtp_protect srtp3_protect
#define srtp_unprotect srtp3_unprotect
#define srtp_protect_rtcp srtp3_protect_rtcp
#define srtp_unprotect_rtcp srtp3_unprotect_rtcp
#define srtp_stream_remove srtp_remove_stream
#endif
