#define SRTP3_IMPL
#include <srtp.h>
#include <stdlib.h>
#include <string.h>

struct srtp3_policy
{
	srtp2_policy_struct_t policy;
	// libsrtp 2 takes key and salt as one run of bytes, and only points at it.
	uint8_t key[SRTP_MAX_KEY_LEN];
};

srtp_err_status_t srtp3_policy_create(srtp_policy_t* policy)
{
	*policy = calloc(1, sizeof(struct srtp3_policy));
	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

void srtp3_policy_destroy(srtp_policy_t policy)
{
	if (!policy) return;
	memset(policy->key, 0, sizeof policy->key);
	free(policy);
}

srtp_err_status_t srtp3_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;
	return srtp_err_status_ok;
}

srtp_err_status_t srtp3_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	srtp_crypto_policy_t* rtp = &policy->policy.rtp;
	srtp_crypto_policy_t* rtcp = &policy->policy.rtcp;

	switch (profile)
	{
		case srtp_profile_aead_aes_256_gcm:
			srtp_crypto_policy_set_aes_gcm_256_16_auth(rtp);
			srtp_crypto_policy_set_aes_gcm_256_16_auth(rtcp);
			return srtp_err_status_ok;
		case srtp_profile_aead_aes_128_gcm:
			srtp_crypto_policy_set_aes_gcm_128_16_auth(rtp);
			srtp_crypto_policy_set_aes_gcm_128_16_auth(rtcp);
			return srtp_err_status_ok;
		case srtp_profile_aes128_cm_sha1_80:
			srtp_crypto_policy_set_rtp_default(rtp);
			srtp_crypto_policy_set_rtcp_default(rtcp);
			return srtp_err_status_ok;
		case srtp_profile_aes128_cm_sha1_32:
			// RFC 5764 4.1.2: the short tag is for RTP alone, RTCP keeps 80 bits.
			srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32(rtp);
			srtp_crypto_policy_set_rtcp_default(rtcp);
			return srtp_err_status_ok;
		default:
			return srtp_err_status_bad_param;
	}
}

srtp_err_status_t srtp3_policy_add_key(
  srtp_policy_t policy, const uint8_t* key, size_t key_len, const uint8_t* salt, size_t salt_len, const uint8_t* mki, size_t mki_len)
{
	if (mki || mki_len || key_len + salt_len > sizeof policy->key) return srtp_err_status_bad_param;
	memcpy(policy->key, key, key_len);
	memcpy(policy->key + key_len, salt, salt_len);
	policy->policy.key = policy->key;
	return srtp_err_status_ok;
}

srtp_err_status_t srtp3_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->policy.allow_repeat_tx = allow;
	return srtp_err_status_ok;
}

srtp_err_status_t srtp3_policy_set_window_size(srtp_policy_t policy, size_t size)
{
	policy->policy.window_size = size;
	return srtp_err_status_ok;
}

srtp_err_status_t srtp3_create(srtp_t* session, srtp_policy_t policy)
{
	return srtp_create(session, &policy->policy);
}

typedef srtp_err_status_t (*in_place)(srtp_t, void*, int*);

// `growth`: the most bytes that libsrtp 2 may write behind the packet, which it never checks.
static srtp_err_status_t run(in_place operation, srtp_t session, const uint8_t* in, size_t in_len, uint8_t* out, size_t* out_len, size_t growth)
{
	if (in != out)
	{
		if (in_len + growth > *out_len) return srtp_err_status_bad_param;
		memcpy(out, in, in_len);
	}
	int length                     = (int)in_len;
	const srtp_err_status_t status = operation(session, out, &length);
	if (status == srtp_err_status_ok) *out_len = (size_t)length;
	return status;
}

srtp_err_status_t srtp3_protect(srtp_t session, const uint8_t* in, size_t in_len, uint8_t* out, size_t* out_len, size_t mki)
{
	(void)mki;
	return run(srtp_protect, session, in, in_len, out, out_len, SRTP_MAX_TRAILER_LEN);
}

srtp_err_status_t srtp3_unprotect(srtp_t session, const uint8_t* in, size_t in_len, uint8_t* out, size_t* out_len)
{
	return run(srtp_unprotect, session, in, in_len, out, out_len, 0);
}

srtp_err_status_t srtp3_protect_rtcp(srtp_t session, const uint8_t* in, size_t in_len, uint8_t* out, size_t* out_len, size_t mki)
{
	(void)mki;
	// RTCP has four bytes of index besides the tag.
	return run(srtp_protect_rtcp, session, in, in_len, out, out_len, SRTP_MAX_TRAILER_LEN + 4);
}

srtp_err_status_t srtp3_unprotect_rtcp(srtp_t session, const uint8_t* in, size_t in_len, uint8_t* out, size_t* out_len)
{
	return run(srtp_unprotect_rtcp, session, in, in_len, out, out_len, 0);
}
