import type { CheckView } from '#protocol/check.ts'

/** Nothing more happens in the booth for this check: a doctor has concluded, or it was abandoned. */
export const isOver = (check: CheckView): boolean => check.phase !== 'opened' && check.phase !== 'underway'
