import type { RefusalCode } from '#protocol/refusal.ts'

const STATUS: Partial<Record<RefusalCode, number>> = {
  malformed: 400,
  'not-signed-in': 401,
  'wrong-password': 401,
  'not-allowed': 403,
  'account-disabled': 403,
  'code-wrong': 403,
  'proof-needed': 403,
  'access-needs-reason': 403,
  'other-site': 403,
  'second-administrator-needed': 403,
  'origin-wrong': 403,
  'not-found': 404,
  'check-unknown': 404,
  'report-unknown': 404,
  'too-many-tries': 429,
  'too-many-lines': 429,
  internal: 500,
  'record-unreadable': 500,
  'records-busy': 503,
  'disk-full': 507,
}

/** The HTTP status that goes with a refusal: 409 where the matter itself stands against it. */
export const statusOf = (code: RefusalCode): number => STATUS[code] ?? 409
